package io.klpforge.diff.elf;

/**
 * An entry of a {@code SHT_RELA} section.
 *
 * @param offset first byte to be written, from the start of the section it applies to
 * @param type {@code ELF64_R_TYPE(r_info)}, a number of the machine's psABI
 * @param symbol {@code ELF64_R_SYM(r_info)}
 * @param addend {@code r_addend}, signed
 */
public record Relocation(long offset, int type, SymbolId symbol, long addend) {}
