package io.klpforge.driver.vm;

/**
 * One thing the guest does: a shell command with an outcome of its own.
 *
 * @param name unique in its scenario; letters, digits, {@code _}, {@code .} and {@code -}
 * @param command read by busybox's shell, with the functions of {@code init.sh} at hand
 * @param required whether the rest of the scenario is left out when the command fails
 */
public record GuestStep(String name, String command, boolean required) {

  /** Refuses a name that would not survive as one word. */
  public GuestStep {
    if (!name.matches("[A-Za-z0-9_.-]+")) {
      throw new IllegalArgumentException("step name: " + name);
    }
  }

  /** {@return a step whose failure ends its scenario} */
  public static GuestStep required(String name, String command) {
    return new GuestStep(name, command, true);
  }

  /** {@return a step after which the scenario goes on, whatever its status} */
  public static GuestStep optional(String name, String command) {
    return new GuestStep(name, command, false);
  }
}
