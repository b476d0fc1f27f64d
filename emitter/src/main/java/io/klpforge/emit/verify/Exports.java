package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.select.Export;
import java.util.List;
import java.util.Optional;

/**
 * What the module exports itself; no other may export it.
 *
 * <p>Source: verify_exported_symbols(), kernel/module/main.c, Linux 6.1; EXPORT_SYMBOL() leaves a
 * symbol {@code __ksymtab_NAME}.
 */
final class Exports implements LoaderStep {
  private static final String PREFIX = "__ksymtab_";

  @Override
  public String title() {
    return "exports";
  }

  @Override
  public void check(LoadedModule module, RunningKernel kernel, StepFindings findings) {
    List<String> names =
        module.elf().symbols().stream()
            .filter(symbol -> symbol.isDefined() && symbol.name().startsWith(PREFIX))
            .map(Symbol::name)
            .map(name -> name.substring(PREFIX.length()))
            .toList();
    for (String name : names) {
      Optional<Export> other = kernel.exports().find(name);
      if (other.isPresent()) {
        findings.add(
            LoaderRule.DUPLICATE_EXPORT, name, other.get().owner() + " exports that name as well");
      }
    }
    findings.examined(names.size() + " symbols");
  }
}
