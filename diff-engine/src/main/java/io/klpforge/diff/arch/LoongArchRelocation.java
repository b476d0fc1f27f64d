package io.klpforge.diff.arch;

/**
 * Relocation types of 64-bit LoongArch.
 *
 * <p>Source: ELF for the LoongArch Architecture, "Relocation types"; those the kernel loads: {@code
 * reloc_rela_handlers}, arch/loongarch/kernel/module.c, Linux 6.1 and later. Several may stand at
 * one place: a sum and a difference, or an address and the mark that it may be shortened.
 */
@SuppressWarnings("ImmutableEnumChecker") // Field is a record of numbers
enum LoongArchRelocation implements RelocationType {
  R_LARCH_NONE(0, Field.NONE),
  R_LARCH_32(1, Field.bytes(4)),
  R_LARCH_64(2, Field.bytes(8)),
  R_LARCH_MARK_LA(20, Field.NONE),
  R_LARCH_MARK_PCREL(21, Field.NONE),
  R_LARCH_ADD8(47, Field.bytes(1), false),
  R_LARCH_ADD16(48, Field.bytes(2), false),
  R_LARCH_ADD24(49, Field.bytes(3), false),
  R_LARCH_ADD32(50, Field.bytes(4)),
  R_LARCH_ADD64(51, Field.bytes(8)),
  R_LARCH_SUB8(52, Field.bytes(1), false),
  R_LARCH_SUB16(53, Field.bytes(2), false),
  R_LARCH_SUB24(54, Field.bytes(3), false),
  R_LARCH_SUB32(55, Field.bytes(4)),
  R_LARCH_SUB64(56, Field.bytes(8)),
  R_LARCH_B16(64, bits(0xffff << 10), false),
  R_LARCH_B21(65, bits(0xffff << 10 | 0x1f), false),
  R_LARCH_B26(66, bits(0x3ffffff)),
  R_LARCH_ABS_HI20(67, bits(0xfffff << 5), false),
  R_LARCH_ABS_LO12(68, bits(0xfff << 10), false),
  R_LARCH_ABS64_LO20(69, bits(0xfffff << 5), false),
  R_LARCH_ABS64_HI12(70, bits(0xfff << 10), false),
  R_LARCH_PCALA_HI20(71, bits(0xfffff << 5)),
  R_LARCH_PCALA_LO12(72, bits(0xfff << 10)),
  R_LARCH_PCALA64_LO20(73, bits(0xfffff << 5)),
  R_LARCH_PCALA64_HI12(74, bits(0xfff << 10)),
  R_LARCH_GOT_PC_HI20(75, bits(0xfffff << 5)),
  R_LARCH_GOT_PC_LO12(76, bits(0xfff << 10)),
  R_LARCH_GOT64_PC_LO20(77, bits(0xfffff << 5), false),
  R_LARCH_GOT64_PC_HI12(78, bits(0xfff << 10), false),
  R_LARCH_GOT_HI20(79, bits(0xfffff << 5), false),
  R_LARCH_GOT_LO12(80, bits(0xfff << 10), false),
  R_LARCH_GOT64_LO20(81, bits(0xfffff << 5), false),
  R_LARCH_GOT64_HI12(82, bits(0xfff << 10), false),
  R_LARCH_32_PCREL(99, Field.bytes(4)),
  R_LARCH_RELAX(100, Field.NONE, false),
  R_LARCH_ALIGN(102, Field.NONE, false),
  R_LARCH_PCREL20_S2(103, bits(0xfffff << 5), false),
  /** Debug information. */
  R_LARCH_ADD6(105, Field.little(1, 0x3f), false),
  R_LARCH_SUB6(106, Field.little(1, 0x3f), false),
  R_LARCH_ADD_ULEB128(107, Field.NONE, false),
  R_LARCH_SUB_ULEB128(108, Field.NONE, false),
  R_LARCH_64_PCREL(109, Field.bytes(8)),
  /** Two instructions: 20 bits of the first, 16 of the second. */
  R_LARCH_CALL36(110, Field.little(8, 0x03ff_fc00_01ff_ffe0L), false);

  private final int number;
  private final Field field;
  private final boolean loadable;

  LoongArchRelocation(int number, Field field) {
    this(number, field, true);
  }

  LoongArchRelocation(int number, Field field, boolean loadable) {
    this.number = number;
    this.field = field;
    this.loadable = loadable;
  }

  private static Field bits(long mask) {
    return Field.little(4, mask);
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
