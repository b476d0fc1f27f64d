package io.klpforge.diff.reproduce;

import io.klpforge.diff.layout.Site;
import io.klpforge.diff.special.SpecialSection;
import io.klpforge.diff.special.TableEntry;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The special sections of a shipped kernel object, each read at the first question.
 *
 * <p>A module has them under their names; in vmlinux some lie between two symbols. Source:
 * include/asm-generic/vmlinux.lds.h and arch/x86/kernel/vmlinux.lds.S, Linux 6.1.
 */
final class ShippedTables {
  /** What the kernel reads to change code, or that code relies on. */
  private static final Map<SpecialSection, String> COMPARED = new EnumMap<>(SpecialSection.class);

  static {
    COMPARED.put(SpecialSection.ALTINSTRUCTIONS, "__alt_instructions");
    COMPARED.put(SpecialSection.JUMP_TABLE, "__start___jump_table");
    COMPARED.put(SpecialSection.STATIC_CALL_SITES, "__start_static_call_sites");
    COMPARED.put(SpecialSection.EX_TABLE, "__start___ex_table");
    COMPARED.put(SpecialSection.BUG_TABLE, "__start___bug_table");
    COMPARED.put(SpecialSection.PARAINSTRUCTIONS, "__parainstructions");
    COMPARED.put(SpecialSection.SMP_LOCKS, "__smp_locks");
    COMPARED.put(SpecialSection.RETPOLINE_SITES, "__retpoline_sites");
    COMPARED.put(SpecialSection.RETURN_SITES, "__return_sites");
  }

  private final ShippedImage image;
  private final Map<SpecialSection, Optional<ShippedTable>> known = new HashMap<>();

  ShippedTables(ShippedImage image) {
    this.image = image;
  }

  /** {@return whether records of that table must be the running kernel's} */
  static boolean isCompared(SpecialSection table) {
    return COMPARED.containsKey(table);
  }

  /**
   * {@return the shipped table that has such records}; empty where the link left no trace of it
   *
   * @param record of ours, the last one of a table perhaps without its padding
   * @param size bytes of a whole record
   */
  synchronized Optional<ShippedTable> like(TableEntry record, int size) {
    return known.computeIfAbsent(record.table(), table -> read(table, record.sites().get(0), size));
  }

  private Optional<ShippedTable> read(SpecialSection table, Site code, int size) {
    Optional<AddressRange> range =
        image.section(table.sectionName()).or(() -> between(COMPARED.get(table)));
    return range.map(in -> new ShippedTable(image, in.start(), in.end(), size, code));
  }

  private Optional<AddressRange> between(String start) {
    String stop =
        start.startsWith("__start_")
            ? start.replaceFirst("__start_", "__stop_")
            : start.concat("_end");
    List<ShippedSymbol> first = image.symbols().global(start);
    List<ShippedSymbol> last = image.symbols().global(stop);
    return first.size() == 1 && last.size() == 1
        ? Optional.of(new AddressRange(first.get(0).address(), last.get(0).address()))
        : Optional.empty();
  }
}
