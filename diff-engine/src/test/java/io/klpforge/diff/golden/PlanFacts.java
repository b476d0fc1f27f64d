package io.klpforge.diff.golden;

import io.klpforge.diff.select.PatchPlan;
import io.klpforge.diff.select.PlannedCallback;
import io.klpforge.diff.select.PlannedRelocation;
import io.klpforge.diff.select.PlannedSection;
import io.klpforge.diff.select.PlannedSymbol;
import java.util.Set;
import java.util.TreeSet;

/** The sentences about a plan; see {@link Word} for what they mean. */
record PlanFacts(PatchPlan plan) {

  Set<String> all() {
    Set<String> facts = new TreeSet<>();
    plan.symbols().forEach(symbol -> facts.add(about(symbol)));
    plan.functions().forEach(one -> facts.add("patches " + PlainName.of(one.oldName())));
    for (PlannedCallback callback : plan.callbacks()) {
      facts.add("callback " + callback.kind() + " " + name(callback.function()));
    }
    for (PlannedSection section : plan.sections()) {
      facts.add("section " + section.name());
      for (PlannedRelocation relocation : section.relocations()) {
        facts.add("record " + section.name() + " " + name(relocation.symbol()));
      }
    }
    return facts;
  }

  private static String about(PlannedSymbol symbol) {
    String verb = symbol instanceof PlannedSymbol.Defined ? "carries " : "refers ";
    return verb + PlainName.of(symbol.name());
  }

  private String name(int symbol) {
    return PlainName.of(plan.symbols().get(symbol).name());
  }
}
