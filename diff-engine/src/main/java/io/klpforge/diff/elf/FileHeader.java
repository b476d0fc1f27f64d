package io.klpforge.diff.elf;

/**
 * {@code Elf64_Ehdr}: what kind of file this is, and where its section headers are.
 *
 * @param kind what kind of file
 * @param sectionHeaders {@code e_shoff}, bytes from the start of the file; 0 if there are none
 * @param headerSize {@code e_shentsize} in bytes
 * @param sectionCount {@code e_shnum}; 0 if the first section header says it
 * @param nameTable {@code e_shstrndx}; {@code SHN_XINDEX} if the first section header says it
 */
record FileHeader(
    ElfHeader kind, long sectionHeaders, int headerSize, int sectionCount, int nameTable) {}
