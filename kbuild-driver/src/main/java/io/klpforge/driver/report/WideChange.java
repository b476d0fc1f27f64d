package io.klpforge.driver.report;

/** A change may concern more objects than the caller wants to compile. */
public final class WideChange extends Failure {
  private static final long serialVersionUID = 1L;

  /** A failure with the whole message. */
  public WideChange(String message) {
    super(message);
  }
}
