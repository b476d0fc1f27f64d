package io.klpforge.driver.report;

/** Which klpforge this is. */
public final class Version {
  /** Name and version, as {@code --version} prints them. */
  public static final String TEXT = "klpforge 0.1.0";

  private Version() {}
}
