package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.select.SymbolIndex;
import java.util.Optional;

/**
 * The addresses of ftrace entries in a vmlinux: 8 bytes each, from {@code __start_mcount_loc} to
 * {@code __stop_mcount_loc}.
 *
 * <p>Where the kernel relocates itself by a table of its own (arm64), the file holds zeros in their
 * place and shows nothing. Source: MCOUNT_REC(), include/asm-generic/vmlinux.lds.h, Linux 6.1.
 */
final class FtraceTable {
  private FtraceTable() {}

  /** {@return the addresses; empty if the file does not show them} */
  static Optional<AddressSet> of(ObjectFile vmlinux, SymbolIndex symbols) {
    Optional<Symbol> start = symbols.named("__start_mcount_loc").stream().findFirst();
    Optional<Symbol> stop = symbols.named("__stop_mcount_loc").stream().findFirst();
    if (start.isEmpty() || stop.isEmpty() || !start.get().isDefined()) {
      return Optional.empty();
    }
    Section section = vmlinux.section(start.get().place().section());
    return read(section, start.get().value(), stop.get().value());
  }

  private static Optional<AddressSet> read(Section section, long start, long stop) {
    long offset = start - section.address();
    long size = stop - start;
    boolean inside =
        offset >= 0 && size > 0 && size % Long.BYTES == 0 && offset + size <= section.size();
    if (!inside || offset + size > section.data().length()) {
      return Optional.empty();
    }
    Bytes table = section.data().slice((int) offset, (int) size);
    long[] addresses = new long[table.length() / Long.BYTES];
    boolean known = false;
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = table.s64(i * Long.BYTES);
      known |= addresses[i] != 0;
    }
    return known ? Optional.of(AddressSet.of(addresses)) : Optional.empty();
  }
}
