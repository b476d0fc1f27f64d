package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolPlace;
import io.klpforge.diff.select.PatchPlan;
import io.klpforge.diff.select.PlannedRelocation;
import io.klpforge.diff.select.PlannedSymbol;
import io.klpforge.emit.inspect.Place;
import io.klpforge.emit.livepatch.KlpSymbolName;
import java.util.List;
import java.util.Optional;

/**
 * Compares the finished module with the plans it was built from: code and data are the planned
 * bytes, and each reference in them leads to the symbol that the plan means, by object, name and
 * position. Only who built a module can: two functions swapped for each other look well formed.
 *
 * <p>Tables that were joined with others' and no symbol lies in are not found again, and left out.
 */
final class MeantTargets implements LoaderStep {
  private final List<PatchPlan> plans;

  MeantTargets(List<PatchPlan> plans) {
    this.plans = List.copyOf(plans);
  }

  @Override
  public String title() {
    return "references meant";
  }

  @Override
  public void check(LoadedModule module, RunningKernel kernel, StepFindings findings) {
    SitesByPlace sites = new SitesByPlace(module.elf());
    int count = 0;
    for (PatchPlan plan : plans) {
      count += new Comparison(plan, module, sites, new PlannedPlaces(plan, module), findings).run();
    }
    findings.examined(count + " references are those planned");
  }

  /** One plan and the module. */
  private record Comparison(
      PatchPlan plan,
      LoadedModule module,
      SitesByPlace sites,
      PlannedPlaces places,
      StepFindings findings) {

    /** Sections found by a reference are compared in their turn. */
    int run() {
      int count = 0;
      for (Optional<Integer> next = places.next(); next.isPresent(); next = places.next()) {
        count += compare(next.get());
      }
      return count;
    }

    private int compare(int number) {
      Place start = places.of(number).orElseThrow();
      if (!places.hasPlannedBytes(number)) {
        add(start, "its bytes are not those of " + plan.sections().get(number).name());
      }
      List<PlannedRelocation> planned = plan.sections().get(number).relocations();
      planned.stream()
          .filter(entry -> !places.isTakenAway(number, entry))
          .forEach(entry -> compare(start.plus(entry.offset()), entry));
      long size = plan.sections().get(number).size();
      if (sites.count(start, size) > planned.size()) {
        add(start, "it is relocated in more places than planned");
      }
      return planned.size();
    }

    private void compare(Place place, PlannedRelocation entry) {
      Optional<Relocation> found = sites.at(place, entry.type());
      PlannedSymbol meant = plan.symbols().get(entry.symbol());
      if (found.isEmpty()) {
        add(place, "it is not relocated, but should refer to " + meant.name());
      } else if (!agrees(meant, entry, found.get())) {
        Symbol actual = module.elf().symbol(found.get().symbol());
        add(
            place,
            String.format(
                "it leads to %s, and should to %s",
                LoadedModule.plus(name(actual), found.get().addend()), said(meant, entry)));
      }
    }

    private String name(Symbol symbol) {
      boolean named = !symbol.name().isEmpty() || !symbol.isDefined();
      return named ? symbol.name() : module.elf().section(symbol.place().section()).name();
    }

    private static String said(PlannedSymbol meant, PlannedRelocation entry) {
      String name =
          meant instanceof PlannedSymbol.Unexported unexported
              ? klpName(unexported).symbol()
              : meant.name();
      return LoadedModule.plus(name, entry.addend());
    }

    private static KlpSymbolName klpName(PlannedSymbol.Unexported meant) {
      return new KlpSymbolName(meant.provider(), meant.name(), meant.position());
    }

    private boolean agrees(PlannedSymbol meant, PlannedRelocation entry, Relocation found) {
      Symbol symbol = module.elf().symbol(found.symbol());
      if (meant instanceof PlannedSymbol.Defined defined) {
        return symbol.isDefined()
            && places.agrees(
                defined,
                entry.addend(),
                new Place(symbol.place().section(), symbol.value() + found.addend()));
      }
      if (found.addend() != entry.addend()) {
        return false;
      }
      if (meant instanceof PlannedSymbol.Unexported unexported) {
        return symbol.place().kind() == SymbolPlace.Kind.LIVEPATCH
            && symbol.name().equals(klpName(unexported).symbol());
      }
      return symbol.name().equals(meant.name());
    }

    private void add(Place place, String message) {
      Section section = module.elf().section(place.section());
      findings.add(LoaderRule.WRONG_TARGET, module.describe(section, place.offset()), message);
    }
  }
}
