package io.klpforge.driver.report;

/** The compiler does not take a source: its lines are in the message. */
public final class CompileFailure extends Failure {
  private static final long serialVersionUID = 1L;

  /** A failure with the whole message. */
  public CompileFailure(String message) {
    super(message);
  }
}
