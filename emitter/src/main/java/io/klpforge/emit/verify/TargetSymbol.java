package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Symbol;
import java.util.Optional;

/**
 * A symbol of vmlinux or a module as a livepatch names it, and the rules that say what is wrong
 * with it.
 *
 * @param kernel where it is looked up
 * @param object {@code vmlinux}, or a module's name
 * @param name the symbol's
 * @param position among the symbols of that name
 * @param rules for what can be wrong
 */
record TargetSymbol(RunningKernel kernel, String object, String name, long position, Rules rules) {

  /** The rules by what is wrong. */
  record Rules(
      LoaderRule missing,
      LoaderRule ambiguous,
      LoaderRule position,
      LoaderRule views,
      LoaderRule freed) {

    LoaderRule of(Lookup.Result result) {
      return switch (result) {
        case FOUND, MISSING -> missing;
        case AMBIGUOUS -> ambiguous;
        case NO_POSITION -> position;
      };
    }
  }

  /** For symbols of livepatch relocations. */
  static final Rules REFERENCE =
      new Rules(
          LoaderRule.KLP_SYMBOL_MISSING,
          LoaderRule.KLP_SYMBOL_AMBIGUOUS,
          LoaderRule.KLP_SYMBOL_POSITION,
          LoaderRule.KLP_SYMBOL_VIEWS,
          LoaderRule.KLP_SYMBOL_FREED);

  /** For functions to be replaced. */
  static final Rules OLD_FUNCTION =
      new Rules(
          LoaderRule.OLD_FUNCTION_MISSING,
          LoaderRule.OLD_FUNCTION_AMBIGUOUS,
          LoaderRule.OLD_FUNCTION_POSITION,
          LoaderRule.OLD_FUNCTION_VIEWS,
          LoaderRule.OLD_FUNCTION_FREED);

  /** {@return the symbol in vmlinux, if it is found}; what is wrong goes to {@code findings} */
  Optional<Symbol> inVmlinux(String place, StepFindings findings) {
    Lookup lookup = Lookup.of(kernel.image().symbols().named(name), position);
    if (lookup.result() != Lookup.Result.FOUND) {
      String problem = lookup.problem(name, position, object);
      findings.add(rules.of(lookup.result()), Consequence.INSMOD, place, problem);
    } else if (kernel.image().isFreed(lookup.symbol().get().value())) {
      findings.add(rules.freed(), place, name + " is freed when the kernel has booted");
      return Optional.empty();
    }
    return lookup.symbol();
  }

  /**
   * {@return the symbol in a module, if it is found while the module loads and when it runs}
   *
   * @param module the one of the name {@code object}
   */
  Optional<Symbol> inModule(TargetModule module, String place, StepFindings findings) {
    Lookup loading = Lookup.of(module.symbols().named(name), position);
    Lookup running = Lookup.of(module.symbols().running(name), position);
    if (loading.result() != Lookup.Result.FOUND && running.result() == loading.result()) {
      String problem = loading.problem(name, position, object);
      findings.add(rules.of(loading.result()), Consequence.TARGET_LOAD, place, problem);
      return Optional.empty();
    }
    if (!loading.symbol().equals(running.symbol())) {
      String problem =
          String.format(
              "%s in %s is %s while the module loads, and %s when it runs",
              name, object, said(loading, module), said(running, module));
      findings.add(rules.views(), place, problem);
      return Optional.empty();
    }
    return running.symbol();
  }

  /** {@return the symbol in a module that is loaded, if it is found} */
  Optional<Symbol> inRunningModule(
      TargetModule module, Consequence when, String place, StepFindings findings) {
    Lookup running = Lookup.of(module.symbols().running(name), position);
    if (running.result() != Lookup.Result.FOUND) {
      String problem = running.problem(name, position, object);
      findings.add(rules.of(running.result()), when, place, problem);
    }
    return running.symbol();
  }

  private static String said(Lookup lookup, TargetModule module) {
    return switch (lookup.result()) {
      case FOUND -> where(lookup.symbol().get(), module);
      case MISSING -> "not there";
      case AMBIGUOUS -> "one of " + lookup.candidates();
      case NO_POSITION -> "one of only " + lookup.candidates();
    };
  }

  private static String where(Symbol symbol, TargetModule module) {
    return symbol.isDefined()
        ? String.format(
            "that at %s+0x%x",
            module.file().section(symbol.place().section()).name(), symbol.value())
        : "a symbol outside all sections";
  }
}
