package io.klpforge.diff.elf;

/**
 * Numbers of the ELF format.
 *
 * <p>Source: System V gABI, chapters "Sections" and "Symbol Table"; the livepatch ones {@code
 * include/uapi/linux/elf.h} and {@code Documentation/livepatch/module-elf-format.rst}, Linux 6.1.
 */
public final class ElfConstants {
  public static final int ET_REL = 1;
  public static final int ET_EXEC = 2;
  public static final int ET_DYN = 3;

  public static final int EM_PPC64 = 21;
  public static final int EM_S390 = 22;
  public static final int EM_X86_64 = 62;
  public static final int EM_AARCH64 = 183;
  public static final int EM_LOONGARCH = 258;

  public static final int SHT_NULL = 0;
  public static final int SHT_PROGBITS = 1;
  public static final int SHT_SYMTAB = 2;
  public static final int SHT_STRTAB = 3;
  public static final int SHT_RELA = 4;
  public static final int SHT_NOTE = 7;
  public static final int SHT_NOBITS = 8;
  public static final int SHT_REL = 9;
  public static final int SHT_GROUP = 17;
  public static final int SHT_SYMTAB_SHNDX = 18;

  public static final long SHF_WRITE = 0x1;
  public static final long SHF_ALLOC = 0x2;
  public static final long SHF_EXECINSTR = 0x4;
  public static final long SHF_MERGE = 0x10;
  public static final long SHF_STRINGS = 0x20;
  public static final long SHF_INFO_LINK = 0x40;
  public static final long SHF_LINK_ORDER = 0x80;
  public static final long SHF_GROUP = 0x200;
  public static final long SHF_COMPRESSED = 0x800;
  public static final long SHF_RELA_LIVEPATCH = 0x0010_0000;

  public static final int SHN_UNDEF = 0;
  public static final int SHN_LORESERVE = 0xff00;
  public static final int SHN_LIVEPATCH = 0xff20;
  public static final int SHN_ABS = 0xfff1;
  public static final int SHN_COMMON = 0xfff2;
  public static final int SHN_XINDEX = 0xffff;

  /** Bytes of one {@code Elf64_Ehdr}. */
  public static final int EHDR_SIZE = 64;

  /** Bytes of one {@code Elf64_Shdr}. */
  public static final int SHDR_SIZE = 64;

  /** Bytes of one {@code Elf64_Sym}. */
  public static final int SYM_SIZE = 24;

  /** Bytes of one {@code Elf64_Rela}. */
  public static final int RELA_SIZE = 24;

  /** Bytes of one {@code Elf64_Chdr}. */
  public static final int CHDR_SIZE = 24;

  /** Bytes of one extended section index ({@code Elf64_Word}). */
  public static final int SHNDX_SIZE = 4;

  private ElfConstants() {}
}
