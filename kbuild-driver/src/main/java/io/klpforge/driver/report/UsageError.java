package io.klpforge.driver.report;

/**
 * The command line asks for something that cannot be; the program ends with {@link ExitCode#USAGE}.
 * The message is written like {@link Failure}'s.
 */
public final class UsageError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A usage error with the whole message. */
  public UsageError(String message) {
    super(message);
  }
}
