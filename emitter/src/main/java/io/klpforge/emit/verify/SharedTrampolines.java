package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.Symbol;
import java.util.Optional;

/**
 * The trampolines of static calls that modules may name in place of their keys: vmlinux lists them,
 * each with its key, as two 32-bit distances from where they are.
 *
 * <p>Source: tramp_key_lookup() and static_call_add_module(), kernel/static_call_inline.c; {@code
 * struct static_call_tramp_key}, include/linux/static_call_types.h, Linux 6.1 and 6.12.
 */
final class SharedTrampolines {
  private static final int RECORD = 8;

  private SharedTrampolines() {}

  /** {@return their addresses; empty if the file has no such table} */
  static Optional<AddressSet> of(KernelImage image) {
    Optional<Symbol> start = named(image, "__start_static_call_tramp_key");
    Optional<Symbol> stop = named(image, "__stop_static_call_tramp_key");
    if (start.isEmpty() || stop.isEmpty()) {
      return Optional.empty();
    }
    Section section = image.sections().get(start.get().place().section().index());
    return read(section, start.get().value(), stop.get().value() - start.get().value());
  }

  private static Optional<Symbol> named(KernelImage image, String name) {
    return image.symbols().named(name).stream().filter(Symbol::isDefined).findFirst();
  }

  private static Optional<AddressSet> read(Section section, long start, long size) {
    long offset = start - section.address();
    if (offset < 0 || size < 0 || offset + size > section.data().length()) {
      return Optional.empty();
    }
    Bytes table = section.data().slice((int) offset, (int) size);
    long[] trampolines = new long[table.length() / RECORD];
    for (int i = 0; i < trampolines.length; i++) {
      int at = i * RECORD;
      trampolines[i] = start + at + table.s32(at);
    }
    return Optional.of(AddressSet.of(trampolines));
  }
}
