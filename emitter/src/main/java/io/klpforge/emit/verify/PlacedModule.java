package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.select.Export;
import io.klpforge.emit.livepatch.KlpSymbolName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The module at chosen addresses: what its symbols stand for. */
final class PlacedModule {
  private final LoadedModule module;
  private final RunningKernel kernel;
  private final Placement.Distance distance;
  private final Placement placement;
  private final Map<String, Placement> others = new HashMap<>();

  PlacedModule(LoadedModule module, RunningKernel kernel, Placement.Distance distance) {
    this.module = module;
    this.kernel = kernel;
    this.distance = distance;
    this.placement = Placement.of(module.elf(), distance.module());
  }

  /** {@return the address of a place in the module} */
  long address(Section section, long offset) {
    return placement.address(section.id()) + offset;
  }

  /** {@return what a symbol stands for; empty if nothing, which an earlier step says} */
  Optional<Target> target(Symbol symbol) {
    return switch (symbol.place().kind()) {
      case SECTION -> Optional.of(own(symbol));
      case ABSOLUTE ->
          Optional.of(new Target(symbol.name(), symbol.value(), 0, false, false, true, false));
      case UNDEFINED -> kernel.exports().find(symbol.name()).flatMap(this::exported);
      case LIVEPATCH -> KlpSymbolName.parse(symbol.name()).flatMap(this::unexported);
      case COMMON -> Optional.empty();
    };
  }

  private Target own(Symbol symbol) {
    Section section = module.elf().section(symbol.place().section());
    boolean whole = symbol.size() == 0 && symbol.value() == 0;
    long size = whole ? section.size() : symbol.size();
    long address = address(section, symbol.value());
    return new Target(
        symbol.name(), address, size, section.isCode(), symbol.isFunction(), true, false);
  }

  private Optional<Target> exported(Export export) {
    if (export.owner().equals(RunningKernel.VMLINUX)) {
      List<Symbol> all = kernel.image().symbols().named(export.name());
      return all.stream()
          .filter(symbol -> !symbol.isLocal())
          .findFirst()
          .or(() -> all.stream().findFirst())
          .map(this::inVmlinux);
    }
    return kernel
        .module(export.owner())
        .flatMap(
            owner ->
                owner.symbols().running(export.name()).stream()
                    .filter(symbol -> !symbol.isLocal())
                    .findFirst()
                    .map(symbol -> inModule(owner, symbol)));
  }

  private Optional<Target> unexported(KlpSymbolName name) {
    if (name.object().equals(RunningKernel.VMLINUX)) {
      List<Symbol> all = kernel.image().symbols().named(name.name());
      return Lookup.of(all, name.position()).symbol().map(this::inVmlinux);
    }
    return kernel
        .module(name.object())
        .flatMap(
            owner ->
                Lookup.of(owner.symbols().running(name.name()), name.position())
                    .symbol()
                    .map(symbol -> inModule(owner, symbol)));
  }

  private Target inVmlinux(Symbol symbol) {
    boolean code = kernel.image().isCode(symbol);
    String name = "vmlinux:" + symbol.name();
    boolean sealed = kernel.image().isSealed(symbol);
    return new Target(
        name, symbol.value(), symbol.size(), code, symbol.isFunction(), false, sealed);
  }

  private Target inModule(TargetModule owner, Symbol symbol) {
    Placement there =
        others.computeIfAbsent(owner.name(), name -> Placement.of(owner.file(), distance.others()));
    long address = there.address(symbol.place().section()) + symbol.value();
    String name = owner.name() + ":" + symbol.name();
    boolean code = owner.isCode(symbol);
    boolean sealed = owner.isSealed(symbol);
    return new Target(name, address, symbol.size(), code, symbol.isFunction(), false, sealed);
  }
}
