package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolBinding;
import io.klpforge.diff.elf.SymbolPlace;
import io.klpforge.diff.select.Export;
import io.klpforge.emit.inspect.ModInfo;
import io.klpforge.emit.livepatch.KlpReference;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The symbols that vmlinux and loaded modules must export.
 *
 * <p>Source: simplify_symbols(), resolve_symbol() and verify_namespace_is_imported(),
 * kernel/module/main.c; check_version(), kernel/module/version.c; license_is_gpl_compatible(),
 * include/linux/license.h, Linux 6.1.
 */
final class Imports implements LoaderStep {
  private static final Set<String> GPL_COMPATIBLE =
      Set.of(
          "GPL",
          "GPL v2",
          "GPL and additional rights",
          "Dual BSD/GPL",
          "Dual MIT/GPL",
          "Dual MPL/GPL");

  /** Assemblers before 2.37 leave it in x86 objects; nothing refers to it. */
  private static final String IGNORED = "_GLOBAL_OFFSET_TABLE_";

  /** Begins the namespace of EXPORT_SYMBOL_FOR_MODULES(), which lists modules. */
  private static final String FOR_MODULES = "module:";

  @Override
  public String title() {
    return "imports";
  }

  @Override
  public void check(LoadedModule module, RunningKernel kernel, StepFindings findings) {
    module.elf().symbols().stream()
        .filter(symbol -> symbol.place().kind() == SymbolPlace.Kind.COMMON)
        .filter(symbol -> !symbol.name().startsWith("__gnu_lto"))
        .forEach(s -> findings.add(LoaderRule.COMMON_SYMBOL, s.name(), "it is common data"));
    Checker checker =
        new Checker(
            module.livepatch().modInfo(),
            SymbolVersions.of(module.elf(), kernel.version()),
            kernel,
            findings);
    module.imports().stream()
        .filter(symbol -> !symbol.name().equals(IGNORED))
        .forEach(checker::check);
    findings.examined(module.imports().size() + " symbols");
  }

  /** {@return whether a module says it may use exports for GPL-compatible modules} */
  static boolean isGplCompatible(ModInfo info) {
    return info.value("license").map(GPL_COMPATIBLE::contains).orElse(false);
  }

  /**
   * {@return whether an export is for some modules, this one among them}
   *
   * <p>Source: verify_module_namespace(), kernel/module/main.c, Linux 6.16.
   */
  static boolean isForModule(String namespace, String module) {
    String name = module.replace('-', '_');
    return namespace.startsWith(FOR_MODULES)
        && Stream.of(namespace.substring(FOR_MODULES.length()).split(",", -1))
            .map(allowed -> allowed.replace('-', '_'))
            .anyMatch(
                allowed ->
                    allowed.endsWith("*")
                        ? name.startsWith(allowed.substring(0, allowed.length() - 1))
                        : name.equals(allowed));
  }

  private record Checker(
      ModInfo info,
      Optional<SymbolVersions> versions,
      RunningKernel kernel,
      StepFindings findings) {

    void check(Symbol symbol) {
      Optional<Export> export = kernel.exports().find(symbol.name());
      if (export.isPresent()) {
        check(export.get());
      } else if (symbol.binding() == SymbolBinding.WEAK) {
        findings.add(LoaderRule.WEAK_IMPORT, symbol.name(), "it is weak, and nothing exports it");
      } else {
        findings.add(LoaderRule.UNKNOWN_IMPORT, symbol.name(), missing(symbol));
      }
    }

    private static String missing(Symbol symbol) {
      return KlpReference.isOne(symbol.name())
          ? "it is an annotation: klpforge convert has not seen to it yet"
          : "nothing exports it";
    }

    private void check(Export export) {
      if (export.gplOnly() && !isGplCompatible(info)) {
        findings.add(
            LoaderRule.GPL_ONLY_IMPORT,
            export.name(),
            "it is for GPL-compatible modules, this one's licence is \""
                + info.value("license").orElse("")
                + "\"");
        return;
      }
      checkVersion(export);
      if (!export.namespace().isEmpty() && !isImported(export.namespace())) {
        findings.add(
            LoaderRule.NAMESPACE_IMPORT,
            export.name(),
            "it is in the namespace " + export.namespace() + ", which is not imported");
      }
      if (!export.owner().equals(RunningKernel.VMLINUX)) {
        findings.add(
            LoaderRule.IMPORT_FROM_MODULE,
            export.name(),
            "the module " + export.owner() + " has it");
      }
    }

    private void checkVersion(Export export) {
      if (versions.isPresent() && kernel.isSet("MODVERSIONS")) {
        Optional<Long> own = versions.get().of(export.name());
        if (own.isEmpty() || own.get() != export.version()) {
          findings.add(
              LoaderRule.SYMBOL_VERSION, export.name(), LayoutVersion.differs(own, export));
        }
      }
    }

    private boolean isImported(String namespace) {
      return kernel.isSet("MODULE_ALLOW_MISSING_NAMESPACE_IMPORTS")
          || isForModule(namespace, info.name().orElse(""))
          || info.entries().stream()
              .anyMatch(e -> e.tag().equals("import_ns") && e.value().equals(namespace));
    }
  }
}
