package io.klpforge.diff.arch;

/**
 * Relocation types of 64-bit Arm.
 *
 * <p>Source: ELF for the Arm 64-bit Architecture (IHI 0056), "Relocation"; those the kernel loads:
 * {@code apply_relocate_add()}, arch/arm64/kernel/module.c, Linux 6.1.
 */
@SuppressWarnings("ImmutableEnumChecker") // Field is a record of numbers
enum Aarch64Relocation implements RelocationType {
  R_AARCH64_NONE(0, Field.NONE),
  R_AARCH64_WITHDRAWN(256, Field.NONE),
  R_AARCH64_ABS64(257, Field.bytes(8)),
  R_AARCH64_ABS32(258, Field.bytes(4)),
  R_AARCH64_ABS16(259, Field.bytes(2)),
  R_AARCH64_PREL64(260, Field.bytes(8)),
  R_AARCH64_PREL32(261, Field.bytes(4)),
  R_AARCH64_PREL16(262, Field.bytes(2)),
  /** MOVZ, MOVK, MOVN: a signed value turns MOVZ into MOVN, which is bit 30. */
  R_AARCH64_MOVW_UABS_G0(263, bits(0xffff << 5)),
  R_AARCH64_MOVW_UABS_G0_NC(264, bits(0xffff << 5)),
  R_AARCH64_MOVW_UABS_G1(265, bits(0xffff << 5)),
  R_AARCH64_MOVW_UABS_G1_NC(266, bits(0xffff << 5)),
  R_AARCH64_MOVW_UABS_G2(267, bits(0xffff << 5)),
  R_AARCH64_MOVW_UABS_G2_NC(268, bits(0xffff << 5)),
  R_AARCH64_MOVW_UABS_G3(269, bits(0xffff << 5)),
  R_AARCH64_MOVW_SABS_G0(270, bits(1 << 30 | 0xffff << 5)),
  R_AARCH64_MOVW_SABS_G1(271, bits(1 << 30 | 0xffff << 5)),
  R_AARCH64_MOVW_SABS_G2(272, bits(1 << 30 | 0xffff << 5)),
  R_AARCH64_LD_PREL_LO19(273, bits(0x7ffff << 5)),
  /** ADR and ADRP have two of their 21 bits at 29. */
  R_AARCH64_ADR_PREL_LO21(274, bits(3L << 29 | 0x7ffff << 5)),
  R_AARCH64_ADR_PREL_PG_HI21(275, bits(3L << 29 | 0x7ffff << 5)),
  R_AARCH64_ADR_PREL_PG_HI21_NC(276, bits(3L << 29 | 0x7ffff << 5)),
  R_AARCH64_ADD_ABS_LO12_NC(277, bits(0xfff << 10)),
  R_AARCH64_LDST8_ABS_LO12_NC(278, bits(0xfff << 10)),
  R_AARCH64_TSTBR14(279, bits(0x3fff << 5)),
  R_AARCH64_CONDBR19(280, bits(0x7ffff << 5)),
  R_AARCH64_JUMP26(282, bits(0x3ffffff)),
  R_AARCH64_CALL26(283, bits(0x3ffffff)),
  R_AARCH64_LDST16_ABS_LO12_NC(284, bits(0xfff << 10)),
  R_AARCH64_LDST32_ABS_LO12_NC(285, bits(0xfff << 10)),
  R_AARCH64_LDST64_ABS_LO12_NC(286, bits(0xfff << 10)),
  R_AARCH64_MOVW_PREL_G0(287, bits(1 << 30 | 0xffff << 5)),
  R_AARCH64_MOVW_PREL_G0_NC(288, bits(0xffff << 5)),
  R_AARCH64_MOVW_PREL_G1(289, bits(1 << 30 | 0xffff << 5)),
  R_AARCH64_MOVW_PREL_G1_NC(290, bits(0xffff << 5)),
  R_AARCH64_MOVW_PREL_G2(291, bits(1 << 30 | 0xffff << 5)),
  R_AARCH64_MOVW_PREL_G2_NC(292, bits(0xffff << 5)),
  R_AARCH64_MOVW_PREL_G3(293, bits(1 << 30 | 0xffff << 5)),
  R_AARCH64_LDST128_ABS_LO12_NC(299, bits(0xfff << 10)),
  /** The global offset table, which modules do not have. */
  R_AARCH64_ADR_GOT_PAGE(311, bits(3L << 29 | 0x7ffff << 5), false),
  R_AARCH64_LD64_GOT_LO12_NC(312, bits(0xfff << 10), false),
  R_AARCH64_PLT32(314, Field.bytes(4), false);

  private final int number;
  private final Field field;
  private final boolean loadable;

  Aarch64Relocation(int number, Field field) {
    this(number, field, true);
  }

  Aarch64Relocation(int number, Field field, boolean loadable) {
    this.number = number;
    this.field = field;
    this.loadable = loadable;
  }

  /** Bits of an instruction, which is a little-endian word whatever the data's order. */
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
