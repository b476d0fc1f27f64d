package io.klpforge.diff.select;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A plan as text: sections with bytes and relocations, symbols, functions. */
public final class Planned {
  private final PatchPlan plan;
  private final List<String> lines = new ArrayList<>();

  private Planned(PatchPlan plan) {
    this.plan = plan;
  }

  /** {@return one line for each thing in a plan} */
  public static List<String> lines(PatchPlan plan) {
    return new Planned(plan).lines();
  }

  private List<String> lines() {
    for (PatchedFunction function : plan.functions()) {
      lines.add(
          "patch "
              + function.oldName()
              + ","
              + function.position()
              + " by "
              + symbol(function.replacement()));
    }
    plan.newFunctions().forEach(name -> lines.add("new function " + name));
    for (PlannedCallback callback : plan.callbacks()) {
      lines.add("callback " + callback.kind() + " " + symbol(callback.function()));
    }
    plan.namespaces().forEach(name -> lines.add("import namespace " + name));
    plan.sections().forEach(this::add);
    plan.symbols().forEach(symbol -> lines.add("symbol " + text(symbol)));
    return lines;
  }

  private void add(PlannedSection section) {
    lines.add(
        String.format(
            "section %s type %d flags 0x%x align %d entry %d size %d",
            section.name(),
            section.type(),
            section.flags(),
            section.alignment(),
            section.entrySize(),
            section.size()));
    String hex = HexFormat.of().formatHex(section.data().toArray());
    for (int at = 0; at < hex.length(); at += 64) {
      lines.add("  " + hex.substring(at, Math.min(hex.length(), at + 64)));
    }
    for (PlannedRelocation relocation : section.relocations()) {
      lines.add(
          String.format(
              "  0x%x type %d %s%+d",
              relocation.offset(),
              relocation.type(),
              symbol(relocation.symbol()),
              relocation.addend()));
    }
  }

  private String symbol(int index) {
    return text(plan.symbols().get(index));
  }

  private String text(PlannedSymbol symbol) {
    if (symbol instanceof PlannedSymbol.Defined defined) {
      return String.format(
          "%s(%s%s in %s #%d at %d size %d)",
          defined.name(),
          defined.global() ? "global " : "",
          defined.type(),
          plan.sections().get(defined.section()).name(),
          defined.section(),
          defined.value(),
          defined.size());
    }
    if (symbol instanceof PlannedSymbol.Unexported unexported) {
      return "klp:" + unexported.provider() + "." + unexported.name() + "," + unexported.position();
    }
    return "import:" + symbol.name();
  }
}
