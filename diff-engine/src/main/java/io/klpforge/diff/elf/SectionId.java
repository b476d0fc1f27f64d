package io.klpforge.diff.elf;

/**
 * Names a section of one {@link ObjectFile}.
 *
 * @param index place in the section header table, 0 to {@code e_shnum} - 1
 */
public record SectionId(int index) {}
