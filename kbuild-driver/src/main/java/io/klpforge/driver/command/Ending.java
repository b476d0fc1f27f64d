package io.klpforge.driver.command;

/** Whether this process is ending, as on Ctrl-C: programs are ended and files deleted under it. */
public final class Ending {
  private Ending() {}

  /** {@return whether it is}; true before the first of the hooks begins that run at the end */
  public static boolean hasBegun() {
    Thread probe = new Thread(() -> {}, "probe");
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
