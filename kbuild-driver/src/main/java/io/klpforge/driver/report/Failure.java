package io.klpforge.driver.report;

/**
 * A build, a tool or a file failed; the program ends with {@link ExitCode#FAILED}.
 *
 * <p>The message is for people and complete: where, what, why, and what to do. Its first line
 * stands alone; further lines are indented by four spaces. No stack trace is shown.
 */
public sealed class Failure extends RuntimeException permits CompileFailure, WideChange {
  private static final long serialVersionUID = 1L;

  /** A failure with the whole message. */
  public Failure(String message) {
    super(message);
  }

  /** A failure with the whole message and what led to it. */
  public Failure(String message, Throwable cause) {
    super(message, cause);
  }
}
