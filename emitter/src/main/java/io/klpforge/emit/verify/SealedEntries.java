package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.emit.inspect.Place;
import java.util.HashSet;
import java.util.Set;

/**
 * The function entries that a kernel with IBT makes unfit for indirect calls when it boots or loads
 * a module: those of which objtool saw nobody take the address. A processor that enforces IBT
 * faults at an indirect call of one.
 *
 * <p>Each of {@code .ibt_endbr_seal}'s 32-bit words is the distance from itself to an ENDBR.
 * Source: apply_seal_endbr(), arch/x86/kernel/alternative.c; module_finalize(),
 * arch/x86/kernel/module.c, Linux 6.12.
 */
final class SealedEntries {
  private static final String TABLE = ".ibt_endbr_seal";

  private SealedEntries() {}

  /** {@return the addresses in a linked vmlinux; none if it seals nothing} */
  static AddressSet ofVmlinux(Iterable<Section> sections) {
    for (Section section : sections) {
      if (section.name().equals(TABLE)) {
        return AddressSet.of(addresses(section));
      }
    }
    return AddressSet.of();
  }

  private static long[] addresses(Section table) {
    Bytes words = table.data();
    long[] addresses = new long[words.length() / Integer.BYTES];
    for (int i = 0; i < addresses.length; i++) {
      int offset = i * Integer.BYTES;
      addresses[i] = table.address() + offset + (int) words.u32(offset);
    }
    return addresses;
  }

  /** {@return the places in a module} */
  static Set<Place> ofModule(ObjectFile module) {
    Set<Place> places = new HashSet<>();
    for (Section section : module.sections()) {
      if (section.name().equals(TABLE)) {
        for (Relocation entry : module.relocations(section.id())) {
          Symbol symbol = module.symbol(entry.symbol());
          if (symbol.isDefined()) {
            places.add(new Place(symbol.place().section(), symbol.value() + entry.addend()));
          }
        }
      }
    }
    return places;
  }
}
