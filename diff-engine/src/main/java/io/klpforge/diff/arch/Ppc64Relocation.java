package io.klpforge.diff.arch;

/**
 * Relocation types of 64-bit PowerPC, little endian.
 *
 * <p>Source: Power Architecture 64-bit ELF V2 ABI, "Relocation Types"; those the kernel loads:
 * {@code apply_relocate_add()}, arch/powerpc/kernel/module_64.c, Linux 6.1; PC-relative ones from
 * 6.2 on. A type whose name ends in DS leaves the low two bits to the opcode.
 */
@SuppressWarnings("ImmutableEnumChecker") // Field is a record of numbers
enum Ppc64Relocation implements RelocationType {
  R_PPC64_NONE(0, Field.NONE),
  R_PPC64_ADDR32(1, Field.bytes(4)),
  R_PPC64_ADDR24(2, Field.little(4, 0x3fffffc), false),
  R_PPC64_ADDR16(3, Field.bytes(2), false),
  R_PPC64_ADDR16_LO(4, Field.bytes(2), false),
  R_PPC64_ADDR16_HI(5, Field.bytes(2), false),
  R_PPC64_ADDR16_HA(6, Field.bytes(2), false),
  R_PPC64_ADDR14(7, Field.little(4, 0xfffc), false),
  R_PPC64_ADDR14_BRTAKEN(8, Field.little(4, 0xfffc), false),
  R_PPC64_ADDR14_BRNTAKEN(9, Field.little(4, 0xfffc), false),
  R_PPC64_REL24(10, Field.little(4, 0x3fffffc)),
  R_PPC64_REL14(11, Field.little(4, 0xfffc), false),
  R_PPC64_REL14_BRTAKEN(12, Field.little(4, 0xfffc), false),
  R_PPC64_REL14_BRNTAKEN(13, Field.little(4, 0xfffc), false),
  R_PPC64_GOT16(14, Field.bytes(2), false),
  R_PPC64_GOT16_LO(15, Field.bytes(2), false),
  R_PPC64_GOT16_HI(16, Field.bytes(2), false),
  R_PPC64_GOT16_HA(17, Field.bytes(2), false),
  R_PPC64_UADDR32(24, Field.bytes(4), false),
  R_PPC64_UADDR16(25, Field.bytes(2), false),
  R_PPC64_REL32(26, Field.bytes(4)),
  R_PPC64_PLT16_LO(29, Field.bytes(2), false),
  R_PPC64_PLT16_HI(30, Field.bytes(2), false),
  R_PPC64_PLT16_HA(31, Field.bytes(2), false),
  R_PPC64_ADDR64(38, Field.bytes(8)),
  R_PPC64_ADDR16_HIGHER(39, Field.bytes(2), false),
  R_PPC64_ADDR16_HIGHERA(40, Field.bytes(2), false),
  R_PPC64_ADDR16_HIGHEST(41, Field.bytes(2), false),
  R_PPC64_ADDR16_HIGHESTA(42, Field.bytes(2), false),
  R_PPC64_UADDR64(43, Field.bytes(8), false),
  R_PPC64_REL64(44, Field.bytes(8)),
  R_PPC64_TOC16(47, Field.bytes(2)),
  R_PPC64_TOC16_LO(48, Field.bytes(2)),
  R_PPC64_TOC16_HI(49, Field.bytes(2), false),
  R_PPC64_TOC16_HA(50, Field.bytes(2)),
  R_PPC64_TOC(51, Field.bytes(8)),
  R_PPC64_ADDR16_DS(56, Field.little(2, 0xfffc), false),
  R_PPC64_ADDR16_LO_DS(57, Field.little(2, 0xfffc), false),
  R_PPC64_GOT16_DS(58, Field.little(2, 0xfffc), false),
  R_PPC64_GOT16_LO_DS(59, Field.little(2, 0xfffc), false),
  R_PPC64_PLT16_LO_DS(60, Field.little(2, 0xfffc), false),
  R_PPC64_TOC16_DS(63, Field.little(2, 0xfffc)),
  R_PPC64_TOC16_LO_DS(64, Field.little(2, 0xfffc)),
  /** Debug information of thread-local variables. */
  R_PPC64_DTPREL64(78, Field.bytes(8), false),
  /** A mark on a NOP where the caller's TOC may be saved. */
  R_PPC64_TOCSAVE(109, Field.NONE),
  R_PPC64_ADDR16_HIGH(110, Field.bytes(2), false),
  R_PPC64_ADDR16_HIGHA(111, Field.bytes(2), false),
  /** A call by code that has no TOC. */
  R_PPC64_REL24_NOTOC(116, Field.little(4, 0x3fffffc)),
  /** A mark on a function's entry. */
  R_PPC64_ENTRY(118, Field.NONE),
  R_PPC64_PLTSEQ(119, Field.NONE, false),
  R_PPC64_PLTCALL(120, Field.NONE, false),
  R_PPC64_PLTSEQ_NOTOC(121, Field.NONE, false),
  R_PPC64_PLTCALL_NOTOC(122, Field.NONE, false),
  R_PPC64_PCREL_OPT(123, Field.NONE, false),
  /** Two words, of which the first has 18 bits of the distance and the second 16. */
  R_PPC64_PCREL34(132, Field.little(8, 0x0000_ffff_0003_ffffL)),
  R_PPC64_GOT_PCREL34(133, Field.little(8, 0x0000_ffff_0003_ffffL)),
  R_PPC64_REL16(249, Field.bytes(2), false),
  R_PPC64_REL16_LO(250, Field.bytes(2)),
  R_PPC64_REL16_HI(251, Field.bytes(2), false),
  R_PPC64_REL16_HA(252, Field.bytes(2));

  private final int number;
  private final Field field;
  private final boolean loadable;

  Ppc64Relocation(int number, Field field) {
    this(number, field, true);
  }

  Ppc64Relocation(int number, Field field, boolean loadable) {
    this.number = number;
    this.field = field;
    this.loadable = loadable;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public Field field() {
    return field;
  }

  @Override
  public boolean isLoadable() {
    return loadable;
  }
}
