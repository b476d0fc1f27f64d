package io.klpforge.diff.reproduce;

/**
 * The first thing in which the running kernel's function or variable is another.
 *
 * @param offset bytes from the start of the piece
 * @param what what differs, such as {@code "calls kfree, the running kernel's calls kvfree"}
 */
public record Mismatch(long offset, String what) {}
