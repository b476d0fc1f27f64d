package io.klpforge.emit.verify;

import io.klpforge.diff.arch.Architecture;
import io.klpforge.diff.arch.RelocationType;
import io.klpforge.diff.arch.RelocationTypes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolPlace;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The places that relocations are written to: of a known type, inside their section, and on x86-64
 * zero and written once; elsewhere several may write parts of one instruction.
 *
 * <p>Source: apply_relocations(), kernel/module/main.c; arch/.../kernel/module.c, Linux 6.1.
 */
final class RelocationSites implements LoaderStep {
  @Override
  public String title() {
    return "relocations";
  }

  @Override
  public void check(LoadedModule module, RunningKernel kernel, StepFindings findings) {
    Optional<Architecture> machine = Architecture.find(module.elf().header());
    if (machine.isEmpty()) {
      findings.add(LoaderRule.NOT_SIMULATED, "", "relocations of this machine are not known");
      return;
    }
    Checker checker = new Checker(module, machine.get().relocations(), findings);
    module.relocationSections().forEach(checker::check);
    findings.examined(checker.count + " sites");
  }

  /** Checks one section after the other. */
  private static final class Checker {
    private final LoadedModule module;
    private final RelocationTypes types;
    private final boolean once;
    private final StepFindings findings;
    private final Map<SectionId, BitSet> written = new HashMap<>();
    private int count;

    Checker(LoadedModule module, RelocationTypes types, StepFindings findings) {
      this.module = module;
      this.types = types;
      this.once = module.elf().header().machine() == ElfConstants.EM_X86_64;
      this.findings = findings;
    }

    void check(Section relocations) {
      Section target = module.target(relocations).orElseThrow();
      Consequence when =
          KlpSections.isOfModule(relocations) ? Consequence.TARGET_LOAD : Consequence.INSMOD;
      for (Relocation entry : module.elf().entries(relocations.id())) {
        count++;
        checkSymbol(relocations, target, entry);
        checkSite(target, entry, when);
      }
    }

    private void checkSymbol(Section relocations, Section target, Relocation entry) {
      Symbol symbol = module.elf().symbol(entry.symbol());
      boolean marked = symbol.place().kind() == SymbolPlace.Kind.LIVEPATCH;
      if (marked && !LoadedModule.isKlp(relocations)) {
        String place = module.describe(target, entry.offset());
        String message = "an ordinary relocation uses the livepatch symbol " + symbol.name();
        findings.add(LoaderRule.KLP_SYMBOL_USE, place, message);
      }
    }

    private void checkSite(Section target, Relocation entry, Consequence when) {
      Optional<RelocationType> type = types.find(entry.type());
      if (!type.map(RelocationType::isLoadable).orElse(false)) {
        String message = "relocation type " + entry.type() + " is unknown to the loader";
        add(LoaderRule.RELOCATION_TYPE, when, target, entry, message);
        return;
      }
      int width = type.get().field().width();
      if (entry.offset() < 0 || entry.offset() > target.size() - width) {
        String message =
            String.format("it is at 0x%x, the section has 0x%x", entry.offset(), target.size());
        findings.add(LoaderRule.RELOCATION_OUTSIDE, target.name(), message);
      } else if (once) {
        checkBytes(target, entry, width, when);
      }
    }

    private void checkBytes(Section target, Relocation entry, int width, Consequence when) {
      int offset = (int) entry.offset();
      BitSet bytes = written.computeIfAbsent(target.id(), id -> new BitSet());
      boolean again = bytes.get(offset, offset + width).cardinality() > 0;
      bytes.set(offset, offset + width);
      if (again) {
        String message = "two relocations write to the same bytes";
        add(LoaderRule.DOUBLE_RELOCATION, when, target, entry, message);
      } else if (target.type() != ElfConstants.SHT_NOBITS && !isZero(target, offset, width)) {
        String message = "the bytes to be relocated are not zero";
        add(LoaderRule.NONZERO_SITE, when, target, entry, message);
      }
    }

    /** Looks for the place's name, which costs time, only now. */
    private void add(
        LoaderRule rule, Consequence when, Section target, Relocation entry, String message) {
      findings.add(rule, when, module.describe(target, entry.offset()), message);
    }

    private static boolean isZero(Section target, int offset, int width) {
      for (int i = offset; i < offset + width; i++) {
        if (target.data().u8(i) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
