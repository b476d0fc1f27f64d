package io.klpforge.emit.write;

import io.klpforge.diff.elf.ElfConstants;
import java.util.List;

/**
 * A {@code SHT_RELA} section.
 *
 * @param name section name, such as {@code .rela.text}
 * @param flags {@code sh_flags}
 * @param entries in the order they are written
 */
public record RelocationList(String name, long flags, List<ImageRelocation> entries) {

  /** Copies the list. */
  public RelocationList {
    entries = List.copyOf(entries);
  }

  /** {@return an ordinary relocation section of the section of that name} */
  public static RelocationList ordinary(String section, List<ImageRelocation> entries) {
    return new RelocationList(".rela" + section, ElfConstants.SHF_INFO_LINK, entries);
  }

  /** {@return whether the kernel's livepatch code applies it, not its module loader} */
  public boolean isLivepatch() {
    return (flags & ElfConstants.SHF_RELA_LIVEPATCH) != 0;
  }

  /** {@return this section with other entries} */
  public RelocationList withEntries(List<ImageRelocation> others) {
    return new RelocationList(name, flags, others);
  }
}
