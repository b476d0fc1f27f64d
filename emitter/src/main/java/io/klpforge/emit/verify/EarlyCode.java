package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.emit.inspect.Place;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Code the kernel rewrites when it loads the module: alternatives, what they are replaced by,
 * static branches and static calls. A relocation that is applied later would be written over the
 * new code.
 *
 * <p>Source: module_finalize(), arch/x86/kernel/module.c; klp_module_coming(),
 * kernel/livepatch/core.c, Linux 6.1.
 */
final class EarlyCode {
  private final LoadedModule module;
  private final SitesByPlace sites;
  private final Map<SectionId, BitSet> rewritten = new HashMap<>();

  EarlyCode(LoadedModule module, SitesByPlace sites) {
    this.module = module;
    this.sites = sites;
  }

  /** Adds what a table says; records begin at each multiple of {@code size}. */
  void add(Section section, CodeTable table, int size) {
    boolean branches = table == CodeTable.JUMP_TABLE || table == CodeTable.STATIC_CALL_SITES;
    for (int at = 0; at + size <= section.data().length(); at += size) {
      if (branches) {
        mark(section, at, place -> site(place).length(table));
      } else if (table == CodeTable.ALTINSTRUCTIONS && size >= 12) {
        Bytes data = section.data();
        int lengths = at + CodeTable.lengthsOfAlternative(size);
        mark(section, at, place -> data.u8(lengths));
        mark(section, at + Integer.BYTES, place -> data.u8(lengths + 1));
      }
    }
  }

  private TurnedSite site(Place place) {
    return new TurnedSite(module.elf().section(place.section()).data(), place.offset());
  }

  private void mark(Section table, long member, ToIntFunction<Place> length) {
    for (Relocation entry : sites.at(new Place(table.id(), member))) {
      Symbol symbol = module.elf().symbol(entry.symbol());
      if (symbol.isDefined()) {
        Place place = new Place(symbol.place().section(), symbol.value() + entry.addend());
        mark(place, length.applyAsInt(place));
      }
    }
  }

  private void mark(Place place, int length) {
    if (place.offset() >= 0 && place.offset() < Integer.MAX_VALUE - length) {
      int offset = (int) place.offset();
      rewritten.computeIfAbsent(place.section(), id -> new BitSet()).set(offset, offset + length);
    }
  }

  /** {@return whether a place lies in code that is rewritten} */
  boolean holds(SectionId section, long offset) {
    return offset >= 0
        && offset <= Integer.MAX_VALUE
        && Optional.ofNullable(rewritten.get(section))
            .map(bytes -> bytes.get((int) offset))
            .orElse(false);
  }
}
