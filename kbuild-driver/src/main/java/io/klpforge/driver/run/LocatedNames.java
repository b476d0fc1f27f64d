package io.klpforge.driver.run;

import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.select.Export;
import io.klpforge.diff.select.SymbolIndex;
import io.klpforge.emit.convert.Candidate;
import io.klpforge.emit.convert.KernelNames;
import io.klpforge.emit.inspect.ModInfo;
import io.klpforge.emit.verify.RunningKernel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/** Some names in a kernel whose files are at hand: only the modules that hold one are read. */
final class LocatedNames implements KernelNames {
  private final RunningKernel kernel;
  private final TargetModules modules;
  private final Map<String, SymbolIndex> objects = new LinkedHashMap<>();

  /**
   * The answers for {@code names}; others may be missed.
   *
   * @param vmlinux its symbols
   */
  LocatedNames(
      Set<String> names, RunningKernel kernel, SymbolIndex vmlinux, TargetModules modules) {
    this.kernel = kernel;
    this.modules = modules;
    objects.put(RunningKernel.VMLINUX, vmlinux);
    modules
        .holding(names)
        .forEach(
            module -> modules.symbols(module).ifPresent(symbols -> objects.put(module, symbols)));
  }

  @Override
  public List<Candidate> candidates(String name) {
    List<Candidate> all = new ArrayList<>();
    objects.forEach((object, index) -> all.addAll(candidates(object, index, name)));
    return all;
  }

  private static List<Candidate> candidates(String object, SymbolIndex index, String name) {
    List<Symbol> symbols = index.named(name);
    return IntStream.range(0, symbols.size())
        .mapToObj(i -> candidate(object, index, symbols.get(i), symbols.size() == 1 ? 0 : i + 1))
        .toList();
  }

  private static Candidate candidate(
      String object, SymbolIndex index, Symbol symbol, long position) {
    return new Candidate(
        object,
        symbol.name(),
        position,
        symbol.isLocal() ? index.source(symbol).orElse("") : "",
        OptionalLong.of(symbol.value()),
        symbol.type().name().toLowerCase(Locale.ROOT));
  }

  @Override
  public Optional<Export> export(String name) {
    return kernel.exports().find(name);
  }

  @Override
  public List<String> dependencies(String module) {
    return modules.file(module).map(file -> ModInfo.of(file).depends()).orElse(List.of()).stream()
        .map(name -> name.replace('-', '_'))
        .toList();
  }

  @Override
  public boolean keepsVmlinuxApart() {
    return kernel.image().keepsVmlinuxApart();
  }
}
