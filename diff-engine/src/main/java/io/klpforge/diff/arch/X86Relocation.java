package io.klpforge.diff.arch;

/**
 * Relocation types of x86-64.
 *
 * <p>Source: System V psABI for AMD64, "Relocation Types"; those the kernel loads: {@code
 * __apply_relocate_add()}, arch/x86/kernel/module.c, Linux 6.1. The others stand in objects of
 * vmlinux only, such as boot code of 16 and 32 bits.
 */
@SuppressWarnings("ImmutableEnumChecker") // Field is a record of numbers
public enum X86Relocation implements RelocationType {
  R_X86_64_NONE(0, Field.NONE),
  R_X86_64_64(1, Field.bytes(8)),
  R_X86_64_PC32(2, Field.bytes(4)),
  R_X86_64_GOT32(3, Field.bytes(4), false),
  R_X86_64_PLT32(4, Field.bytes(4)),
  R_X86_64_GOTPCREL(9, Field.bytes(4), false),
  R_X86_64_32(10, Field.bytes(4)),
  R_X86_64_32S(11, Field.bytes(4)),
  R_X86_64_16(12, Field.bytes(2), false),
  R_X86_64_PC16(13, Field.bytes(2), false),
  R_X86_64_8(14, Field.bytes(1), false),
  R_X86_64_PC8(15, Field.bytes(1), false),
  R_X86_64_PC64(24, Field.bytes(8)),
  R_X86_64_GOTPCRELX(41, Field.bytes(4), false),
  R_X86_64_REX_GOTPCRELX(42, Field.bytes(4), false);

  private final Row row;

  X86Relocation(int number, Field field) {
    this(number, field, true);
  }

  X86Relocation(int number, Field field, boolean loadable) {
    this.row = new Row(number, field, loadable);
  }

  @Override
  public Row row() {
    return row;
  }
}
