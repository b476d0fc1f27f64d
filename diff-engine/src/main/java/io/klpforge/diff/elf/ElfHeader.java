package io.klpforge.diff.elf;

import java.nio.ByteOrder;

/**
 * The parts of {@code Elf64_Ehdr} that say what kind of file this is.
 *
 * @param type {@code e_type}; {@link ElfConstants#ET_REL} for objects and kernel modules
 * @param machine {@code e_machine}, one of {@link ElfConstants}' {@code EM_}
 * @param flags {@code e_flags}
 * @param osAbi {@code e_ident[EI_OSABI]}
 * @param order {@code e_ident[EI_DATA]}
 */
public record ElfHeader(int type, int machine, int flags, int osAbi, ByteOrder order) {}
