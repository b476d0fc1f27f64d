package io.klpforge.diff.compare;

/**
 * The first difference between twins.
 *
 * @param offset bytes from the start of the piece
 * @param what what differs, such as {@code "calls kfree instead of kvfree"}
 */
public record Difference(long offset, String what) {}
