package io.klpforge.driver.command;

/**
 * What a finished program left.
 *
 * @param status exit status, 0 to 255; 128 + n if signal n ended it
 * @param output stdout and stderr, interleaved; empty when the command was logged to a file
 */
public record CommandResult(int status, String output) {

  /** {@return whether the program exited with 0} */
  public boolean succeeded() {
    return status == 0;
  }
}
