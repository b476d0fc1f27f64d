package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolType;
import io.klpforge.diff.select.PatchPlan;
import io.klpforge.diff.select.PatchedFunction;
import io.klpforge.diff.select.PlannedRelocation;
import io.klpforge.diff.select.PlannedSection;
import io.klpforge.diff.select.PlannedSymbol;
import io.klpforge.emit.inspect.Place;
import io.klpforge.emit.inspect.ReplacedObject.ReplacedFunction;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a plan's sections lie in the finished module: found by the functions the kernel is told to
 * use, by symbols whose name, type and size no other has, and by what refers to them.
 */
final class PlannedPlaces {
  private final PatchPlan plan;
  private final LoadedModule module;
  private final ObjtoolNops nops;
  private final Map<Integer, Place> starts = new HashMap<>();
  private final Deque<Integer> found = new ArrayDeque<>();

  PlannedPlaces(PatchPlan plan, LoadedModule module) {
    this.plan = plan;
    this.module = module;
    this.nops = new ObjtoolNops(plan);
    plan.functions().forEach(this::addReplacement);
    Map<Identity, List<Place>> named = named();
    for (PlannedSymbol symbol : plan.symbols()) {
      if (symbol instanceof PlannedSymbol.Defined defined && isNamed(defined.type())) {
        List<Place> all = named.getOrDefault(Identity.of(defined), List.of());
        if (all.size() == 1) {
          add(defined, all.get(0));
        }
      }
    }
  }

  /** What a symbol is told by. */
  private record Identity(String name, SymbolType type, long size) {
    static Identity of(PlannedSymbol.Defined symbol) {
      return new Identity(symbol.name(), symbol.type(), symbol.size());
    }
  }

  private static boolean isNamed(SymbolType type) {
    return type == SymbolType.FUNC || type == SymbolType.OBJECT;
  }

  private Map<Identity, List<Place>> named() {
    Map<Identity, List<Place>> named = new HashMap<>();
    for (Symbol symbol : module.elf().symbols()) {
      if (symbol.isDefined() && isNamed(symbol.type())) {
        Identity identity = new Identity(symbol.name(), symbol.type(), symbol.size());
        Place place = new Place(symbol.place().section(), symbol.value());
        named.merge(identity, List.of(place), (one, other) -> List.of(place, place));
      }
    }
    return named;
  }

  private void addReplacement(PatchedFunction function) {
    if (plan.symbols().get(function.replacement()) instanceof PlannedSymbol.Defined defined) {
      module.livepatch().objects().stream()
          .filter(object -> object.name().equals(plan.owner()))
          .flatMap(object -> object.functions().stream())
          .filter(f -> f.oldName().equals(function.oldName()))
          .filter(f -> f.position() == function.position())
          .map(ReplacedFunction::place)
          .findFirst()
          .ifPresent(place -> add(defined, place));
    }
  }

  private void add(PlannedSymbol.Defined symbol, Place place) {
    if (starts.putIfAbsent(symbol.section(), place.plus(-symbol.value())) == null) {
      found.add(symbol.section());
    }
  }

  /** {@return the first section found that was not asked for yet} */
  Optional<Integer> next() {
    return Optional.ofNullable(found.poll());
  }

  /** {@return where a section of the plan begins, if it was found} */
  Optional<Place> of(int section) {
    return Optional.ofNullable(starts.get(section));
  }

  /**
   * {@return whether a reference to a symbol of the plan may lead to a place}; the first one tells
   * where a section lies that no symbol told of. Linkers may join equal texts.
   */
  boolean agrees(PlannedSymbol.Defined symbol, long addend, Place actual) {
    PlannedSection section = plan.sections().get(symbol.section());
    if ((section.flags() & ElfConstants.SHF_MERGE) != 0) {
      return (module.elf().section(actual.section()).flags() & ElfConstants.SHF_MERGE) != 0;
    }
    Place start = actual.plus(-addend - symbol.value());
    if (starts.containsKey(symbol.section())) {
      return starts.get(symbol.section()).equals(start);
    }
    add(symbol, start.plus(symbol.value()));
    return true;
  }

  /** {@return whether what lies at a section's place has its size and bytes} */
  boolean hasPlannedBytes(int number) {
    PlannedSection planned = plan.sections().get(number);
    Place start = starts.get(number);
    Section actual = module.elf().section(start.section());
    if (start.offset() < 0 || start.offset() + planned.size() > actual.size()) {
      return false;
    }
    if (planned.type() == ElfConstants.SHT_NOBITS || actual.type() == ElfConstants.SHT_NOBITS) {
      return planned.type() == actual.type();
    }
    Bytes bytes = bytes(number);
    return Arrays.equals(bytes.toArray(), nops.planned(number, planned.data(), bytes));
  }

  private Bytes bytes(int number) {
    Place start = starts.get(number);
    long size = plan.sections().get(number).size();
    return module.elf().section(start.section()).data().slice((int) start.offset(), (int) size);
  }

  /** {@return whether objtool took a reference away, of a section that has its planned bytes} */
  boolean isTakenAway(int number, PlannedRelocation entry) {
    return nops.isCall(number, entry)
        && hasPlannedBytes(number)
        && FtraceSite.isNop(bytes(number), (int) entry.offset() - FtraceSite.OPCODE);
  }
}
