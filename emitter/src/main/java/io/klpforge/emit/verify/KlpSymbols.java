package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolId;
import io.klpforge.diff.elf.SymbolPlace;
import io.klpforge.emit.livepatch.KlpSymbolName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The symbols of livepatch relocations, each looked up as the kernel does.
 *
 * <p>Source: klp_resolve_symbols(), kernel/livepatch/core.c, Linux 6.1; the limits to names are
 * those of 6.1 on.
 */
final class KlpSymbols implements LoaderStep {
  @Override
  public String title() {
    return "livepatch symbols";
  }

  @Override
  public void check(LoadedModule module, RunningKernel kernel, StepFindings findings) {
    int count = 0;
    for (Section section : module.elf().sections()) {
      Optional<String> object = KlpSections.object(section);
      if (LoadedModule.isKlp(section) && object.isPresent()) {
        count += new Checker(object.get(), module, kernel, findings).check(section);
      }
    }
    findings.examined(count + " symbols");
  }

  /** Checks the symbols of one section, each once. */
  private record Checker(
      String object, LoadedModule module, RunningKernel kernel, StepFindings findings) {

    int check(Section section) {
      Set<SymbolId> seen = new HashSet<>();
      List<Relocation> entries = module.elf().entries(section.id());
      for (Relocation entry : entries) {
        if (seen.add(entry.symbol())) {
          check(module.elf().symbol(entry.symbol()));
        }
      }
      return seen.size();
    }

    private boolean isVmlinux() {
      return object.equals(RunningKernel.VMLINUX);
    }

    private Consequence when() {
      return isVmlinux() ? Consequence.INSMOD : Consequence.TARGET_LOAD;
    }

    private void check(Symbol symbol) {
      if (symbol.place().kind() != SymbolPlace.Kind.LIVEPATCH) {
        String message = "it is not marked as a livepatch symbol";
        findings.add(LoaderRule.KLP_SYMBOL_MARK, when(), symbol.name(), message);
        return;
      }
      Optional<KlpSymbolName> name = KlpSymbolName.parse(symbol.name());
      if (name.isEmpty() || name.get().problem().isPresent()) {
        String message = name.flatMap(KlpSymbolName::problem).orElse("its name is of another form");
        findings.add(LoaderRule.KLP_SYMBOL_NAME, when(), symbol.name(), message);
      } else {
        resolve(name.get(), symbol.name());
      }
    }

    private void resolve(KlpSymbolName name, String place) {
      TargetSymbol wanted =
          new TargetSymbol(
              kernel, name.object(), name.name(), name.position(), TargetSymbol.REFERENCE);
      if (name.object().equals(RunningKernel.VMLINUX)) {
        if (!isVmlinux() && kernel.image().keepsVmlinuxApart()) {
          String message = "a section for the module " + object + " uses it";
          findings.add(LoaderRule.KLP_VMLINUX_SYMBOL, place, message);
        }
        wanted.inVmlinux(place, findings);
        return;
      }
      Optional<TargetModule> provider = kernel.module(name.object());
      if (provider.isEmpty()) {
        String message = "the kernel has no module " + name.object();
        findings.add(LoaderRule.UNKNOWN_TARGET_MODULE, place, message);
      } else {
        resolveIn(provider.get(), wanted, place);
      }
    }

    private void resolveIn(TargetModule provider, TargetSymbol wanted, String place) {
      if (isVmlinux() && !module.livepatch().modInfo().depends().contains(provider.name())) {
        String message = "a section for vmlinux uses a symbol of " + provider.name();
        findings.add(LoaderRule.KLP_MODULE_SYMBOL, place, message);
      }
      if (provider.name().equals(object)) {
        wanted.inModule(provider, place, findings);
        return;
      }
      if (!isVmlinux() && !dependsOn(object, provider.name(), new HashSet<>())) {
        String message = object + " does not depend on " + provider.name();
        findings.add(LoaderRule.KLP_OTHER_MODULE, place, message);
      }
      wanted.inRunningModule(provider, when(), place, findings);
    }

    private boolean dependsOn(String module, String wanted, Set<String> seen) {
      return seen.add(module)
          && kernel.module(module).stream()
              .flatMap(found -> found.depends().stream())
              .anyMatch(name -> name.equals(wanted) || dependsOn(name, wanted, seen));
    }
  }
}
