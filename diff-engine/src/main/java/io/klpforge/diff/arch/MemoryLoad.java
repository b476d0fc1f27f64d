package io.klpforge.diff.arch;

import io.klpforge.diff.elf.Bytes;

/**
 * An instruction that reads a variable into a register, in place of one that loads a constant.
 *
 * @param start its first byte in the function
 * @param bytes as many as the other had; the operand is zero
 * @param operand the operand's first byte in the function
 * @param type of the relocation of the operand against the variable
 * @param addend of that relocation
 */
public record MemoryLoad(int start, Bytes bytes, int operand, int type, long addend) {}
