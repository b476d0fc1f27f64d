package io.klpforge.diff.elf;

/**
 * A section: its header, decoded, and its bytes.
 *
 * @param id its place in the section header table
 * @param name from the section name table ({@code sh_name})
 * @param type {@code sh_type}, one of {@link ElfConstants}' {@code SHT_}
 * @param flags {@code sh_flags}, {@link ElfConstants}' {@code SHF_} or-ed
 * @param address {@code sh_addr}; 0 in a relocatable object
 * @param size {@code sh_size} in bytes, also where the file holds no bytes
 * @param link {@code sh_link}
 * @param info {@code sh_info}
 * @param alignment {@code sh_addralign}: 0, 1, or a power of two up to 2^24
 * @param entrySize {@code sh_entsize} in bytes, 0 if entries have no fixed size
 * @param data the bytes in the file; empty for {@code SHT_NOBITS}
 */
public record Section(
    SectionId id,
    String name,
    int type,
    long flags,
    long address,
    long size,
    int link,
    int info,
    long alignment,
    long entrySize,
    Bytes data) {

  /** {@return whether the section takes memory in the running kernel ({@code SHF_ALLOC})} */
  public boolean isAllocated() {
    return (flags & ElfConstants.SHF_ALLOC) != 0;
  }

  /** {@return whether the section holds instructions ({@code SHF_EXECINSTR})} */
  public boolean isCode() {
    return (flags & ElfConstants.SHF_EXECINSTR) != 0;
  }

  /** {@return whether the section holds NUL-ended texts ({@code SHF_STRINGS})} */
  public boolean isStrings() {
    return (flags & ElfConstants.SHF_STRINGS) != 0;
  }

  /** {@return whether the program may write to it ({@code SHF_WRITE})} */
  public boolean isWritable() {
    return (flags & ElfConstants.SHF_WRITE) != 0;
  }

  /** {@return whether its bytes in the file are packed ({@code SHF_COMPRESSED})} */
  public boolean isCompressed() {
    return (flags & ElfConstants.SHF_COMPRESSED) != 0;
  }
}
