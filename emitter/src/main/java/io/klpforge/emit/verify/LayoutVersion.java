package io.klpforge.emit.verify;

import io.klpforge.diff.select.Export;
import java.util.Optional;

/**
 * The version of {@code module_layout}, which stands for all structures a module shares with the
 * kernel.
 *
 * <p>Source: check_modstruct_version(), kernel/module/version.c, Linux 6.1.
 */
final class LayoutVersion implements LoaderStep {
  private static final String SYMBOL = "module_layout";

  @Override
  public String title() {
    return "version of structures";
  }

  @Override
  public void check(LoadedModule module, RunningKernel kernel, StepFindings findings) {
    SymbolVersions.problem(module.elf(), kernel.version())
        .ifPresent(problem -> findings.add(LoaderRule.EXTENDED_VERSIONS, "", problem));
    Optional<Export> export = kernel.exports().find(SYMBOL);
    if (!kernel.isSet("MODVERSIONS") || export.isEmpty()) {
      findings.examined("none in this kernel");
      return;
    }
    Optional<SymbolVersions> versions = SymbolVersions.of(module.elf(), kernel.version());
    if (versions.isEmpty()) {
      boolean forced = kernel.isSet("MODULE_FORCE_LOAD");
      LoaderRule rule = forced ? LoaderRule.FORCED_MODULE : LoaderRule.NO_SYMBOL_VERSIONS;
      findings.add(rule, "", "it has no section __versions");
      return;
    }
    Optional<Long> own = versions.get().of(SYMBOL);
    if (own.isEmpty() || own.get() != export.get().version()) {
      findings.add(LoaderRule.MODULE_LAYOUT_VERSION, SYMBOL, differs(own, export.get()));
    }
  }

  /** {@return that two versions differ, in words} */
  static String differs(Optional<Long> own, Export export) {
    return own.map(version -> String.format("its version is 0x%08x", version))
            .orElse("it has no version")
        + String.format(", the kernel's is 0x%08x", export.version());
  }
}
