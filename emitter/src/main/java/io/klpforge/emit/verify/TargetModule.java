package io.klpforge.emit.verify;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.select.SymbolIndex;
import io.klpforge.emit.inspect.ModInfo;
import io.klpforge.emit.inspect.Place;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A module of the kernel that a livepatch patches or refers to.
 *
 * @param name with underscores
 * @param file as it is loaded
 * @param symbols by name: those it has while it loads, and those that stay
 * @param ftraceEntries places that ftrace knows; empty if the file does not show them
 * @param sealed entries that take no indirect calls
 */
public record TargetModule(
    String name,
    ObjectFile file,
    SymbolIndex symbols,
    Optional<Set<Place>> ftraceEntries,
    Set<Place> sealed) {
  private static final List<String> ENTRY_TABLES =
      List.of("__mcount_loc", "__patchable_function_entries");

  /** {@return the module in {@code file}} */
  public static TargetModule of(String name, ObjectFile file) {
    return new TargetModule(
        name, file, SymbolIndex.ofModule(file, file), entries(file), SealedEntries.ofModule(file));
  }

  private static Optional<Set<Place>> entries(ObjectFile file) {
    Set<Place> entries = new HashSet<>();
    boolean found = false;
    for (Section section : file.sections()) {
      if (ENTRY_TABLES.contains(section.name())) {
        found = true;
        file.relocations(section.id()).forEach(entry -> add(entries, file, entry));
      }
    }
    return found ? Optional.of(entries) : Optional.empty();
  }

  private static void add(Set<Place> entries, ObjectFile file, Relocation entry) {
    Symbol symbol = file.symbol(entry.symbol());
    if (symbol.isDefined()) {
      entries.add(new Place(symbol.place().section(), symbol.value() + entry.addend()));
    }
  }

  /** {@return whether ftrace has an entry in a function of this module} */
  boolean hasFtraceEntry(Symbol function) {
    return ftraceEntries
        .map(entries -> entries.stream().anyMatch(p -> isIn(p, function)))
        .orElse(false);
  }

  private static boolean isIn(Place entry, Symbol function) {
    return function.isIn(entry.section())
        && entry.offset() >= function.value()
        && entry.offset() < function.value() + Math.max(function.size(), 1);
  }

  /** {@return whether a function of this module takes no indirect calls once it is loaded} */
  boolean isSealed(Symbol function) {
    return function.isDefined()
        && sealed.contains(new Place(function.place().section(), function.value()));
  }

  /** {@return whether a symbol of this module stands for code} */
  boolean isCode(Symbol symbol) {
    return symbol.isDefined() && file.section(symbol.place().section()).isCode();
  }

  /** {@return whether a symbol of this module is freed when the module has been loaded} */
  boolean isFreed(Symbol symbol) {
    return symbol.isDefined() && file.section(symbol.place().section()).name().startsWith(".init");
  }

  /** {@return names of the modules that must be loaded before this one} */
  List<String> depends() {
    return ModInfo.of(file).depends().stream().map(name -> name.replace('-', '_')).toList();
  }
}
