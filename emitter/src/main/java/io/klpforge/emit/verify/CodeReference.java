package io.klpforge.emit.verify;

/**
 * Where an instruction of the module leads to, once the module is relocated.
 *
 * @param place the instruction, as {@code function+0x1}
 * @param instruction its mnemonic
 * @param meant the symbol its relocation names, and an offset from it
 * @param address where it leads to, with the module far from the kernel
 */
public record CodeReference(String place, String instruction, String meant, long address) {}
