package io.klpforge.diff.listing;

/**
 * A line of a source file, and what it says.
 *
 * @param file from the top of the source tree where it lies below that, else as the object's debug
 *     information has it
 * @param line from 1 on
 * @param text without the space around it; empty where the file cannot be read
 */
public record SourceText(String file, int line, String text) {

  /** {@return file and line, as compilers print them} */
  public String place() {
    return file + ":" + line;
  }
}
