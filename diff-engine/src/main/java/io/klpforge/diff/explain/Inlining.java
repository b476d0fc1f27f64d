package io.klpforge.diff.explain;

/**
 * A function's code inside another function.
 *
 * @param callee the function that is inlined
 * @param calledFrom where the other one calls it, as {@code file:line} without the patch
 * @param declared where it is written, likewise
 */
public record Inlining(String callee, String calledFrom, String declared) {}
