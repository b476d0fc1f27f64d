package io.klpforge.diff.dwarf;

/**
 * A place in the source.
 *
 * @param file as the compiler was told it: absolute, or from the directory it was called in; empty
 *     if unknown
 * @param line from 1 on; 0 if unknown
 */
public record SourceLine(String file, int line) {
  /** Not known. */
  public static final SourceLine UNKNOWN = new SourceLine("", 0);
}
