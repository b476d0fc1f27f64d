package io.klpforge.diff.arch;

/**
 * Relocation types of s390x, which is big endian.
 *
 * <p>Source: ELF ABI s390x Supplement, "Relocation"; those the kernel loads: {@code apply_rela()}
 * and {@code apply_rela_bits()}, arch/s390/kernel/module.c, Linux 6.1. Displacements of 12 and of
 * 20 bits share their place with a register number and an opcode.
 */
@SuppressWarnings("ImmutableEnumChecker") // Field is a record of numbers
enum S390Relocation implements RelocationType {
  R_390_NONE(0, Field.NONE),
  R_390_8(1, Field.bytes(1)),
  R_390_12(2, Field.big(2, 0x0fff)),
  R_390_16(3, Field.bytes(2)),
  R_390_32(4, Field.bytes(4)),
  R_390_PC32(5, Field.bytes(4)),
  R_390_GOT12(6, Field.big(2, 0x0fff)),
  R_390_GOT32(7, Field.bytes(4)),
  R_390_PLT32(8, Field.bytes(4)),
  R_390_GOTOFF32(13, Field.bytes(4)),
  R_390_GOTPC(14, Field.bytes(4)),
  R_390_GOT16(15, Field.bytes(2)),
  R_390_PC16(16, Field.bytes(2)),
  R_390_PC16DBL(17, Field.bytes(2)),
  R_390_PLT16DBL(18, Field.bytes(2)),
  R_390_PC32DBL(19, Field.bytes(4)),
  R_390_PLT32DBL(20, Field.bytes(4)),
  R_390_GOTPCDBL(21, Field.bytes(4)),
  R_390_64(22, Field.bytes(8)),
  R_390_PC64(23, Field.bytes(8)),
  R_390_GOT64(24, Field.bytes(8)),
  R_390_PLT64(25, Field.bytes(8)),
  R_390_GOTENT(26, Field.bytes(4)),
  R_390_GOTOFF16(27, Field.bytes(2)),
  R_390_GOTOFF64(28, Field.bytes(8)),
  R_390_GOTPLT12(29, Field.big(2, 0x0fff)),
  R_390_GOTPLT16(30, Field.bytes(2)),
  R_390_GOTPLT32(31, Field.bytes(4)),
  R_390_GOTPLT64(32, Field.bytes(8)),
  R_390_GOTPLTENT(33, Field.bytes(4)),
  R_390_PLTOFF16(34, Field.bytes(2)),
  R_390_PLTOFF32(35, Field.bytes(4)),
  R_390_PLTOFF64(36, Field.bytes(8)),
  R_390_20(57, Field.big(4, 0x0fffff00)),
  R_390_GOT20(58, Field.big(4, 0x0fffff00)),
  R_390_GOTPLT20(59, Field.big(4, 0x0fffff00)),
  /** Branch prediction: what they write lies within one byte more than they need. */
  R_390_PC12DBL(62, Field.big(2, 0x0fff), false),
  R_390_PLT12DBL(63, Field.big(2, 0x0fff), false),
  R_390_PC24DBL(64, Field.big(4, 0xffffff00), false),
  R_390_PLT24DBL(65, Field.big(4, 0xffffff00), false);

  private final int number;
  private final Field field;
  private final boolean loadable;

  S390Relocation(int number, Field field) {
    this(number, field, true);
  }

  S390Relocation(int number, Field field, boolean loadable) {
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
