package io.klpforge.diff.arch;

/**
 * A number that code loads.
 *
 * @param value the number, signed
 * @param argument as which argument of a function, from 1 on, it is loaded; 0 if as none that is
 *     passed in a register
 * @param end first byte behind the instruction's part of the number, from the function's first
 */
public record Constant(long value, int argument, int end) {}
