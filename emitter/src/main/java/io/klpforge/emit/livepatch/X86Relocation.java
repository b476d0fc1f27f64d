package io.klpforge.emit.livepatch;

import java.util.Optional;

/**
 * The relocation types the kernel's module loader knows on x86-64.
 *
 * <p>Source: {@code __apply_relocate_add()}, arch/x86/kernel/module.c, Linux 6.1; the numbers
 * x86-64 psABI, "Relocation Types".
 */
public enum X86Relocation {
  R_X86_64_NONE(0, 0),
  R_X86_64_64(1, 8),
  R_X86_64_PC32(2, 4),
  R_X86_64_PLT32(4, 4),
  R_X86_64_32(10, 4),
  R_X86_64_32S(11, 4),
  R_X86_64_PC64(24, 8);

  private final int number;
  private final int width;

  X86Relocation(int number, int width) {
    this.number = number;
    this.width = width;
  }

  /** {@return the type of that number; empty if the kernel does not know it} */
  public static Optional<X86Relocation> of(int number) {
    for (X86Relocation type : values()) {
      if (type.number == number) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** {@return bytes overwritten} */
  public int width() {
    return width;
  }
}
