package io.klpforge.diff.select;

import io.klpforge.diff.arch.Architecture;
import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.compare.PieceDiff;
import io.klpforge.diff.compare.Verdict;
import io.klpforge.diff.correlate.SymbolName;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolBinding;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.special.SpecialSection;
import io.klpforge.diff.special.TableEntry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What one object's livepatch code refers to in the running kernel, and what is wrong with it. */
final class KernelReferences {
  private final ObjectDiff diff;
  private final String object;
  private final KernelScope scope;
  private final Set<String> newInOtherObjects;
  private final Set<String> namespaces = new LinkedHashSet<>();
  private final Set<Finding> findings = new LinkedHashSet<>();

  KernelReferences(
      ObjectDiff diff, String object, KernelScope scope, Set<String> newInOtherObjects) {
    this.diff = diff;
    this.object = object;
    this.scope = scope;
    this.newInOtherObjects = newInOtherObjects;
  }

  List<Finding> findings() {
    return new ArrayList<>(findings);
  }

  Set<String> namespaces() {
    return namespaces;
  }

  /** {@return the symbol for a function or variable that the original object has too} */
  PlannedSymbol toOwn(Piece from, Site site, Piece target, Optional<TableEntry> record) {
    Piece orig = diff.correlation().origTwin(target).orElse(target);
    Symbol symbol = orig.symbol().orElseThrow();
    String section = diff.orig().section(orig).name();
    if (SectionRole.isInit(section)) {
      add(
          "init-reference",
          place(from, site),
          symbol.name() + " is in " + section + ", which the kernel frees once it has started",
          "make the patch do without it");
    }
    return planned(from, site, symbol.name(), scope.reference(symbol), record);
  }

  /** {@return the symbol for a name that the object does not define} */
  PlannedSymbol toExternal(Piece from, Site site, Symbol symbol, Optional<TableEntry> record) {
    if (symbol.isDefined()) {
      add(
          "unsupported-reference",
          place(from, site),
          symbol.name() + " is in a section that is not part of the running kernel",
          "this is a defect of klpforge unless the patch itself makes such a section; report it");
    }
    boolean inModule =
        newInOtherObjects.contains(symbol.name())
            || diff.patched().architecture().comesWithModule(symbol.name());
    if (inModule) {
      return new PlannedSymbol.Exported(symbol.name());
    }
    checkReturn(from, site, symbol.name());
    return planned(from, site, symbol.name(), scope.global(symbol.name()), record);
  }

  private PlannedSymbol planned(
      Piece from, Site site, String name, Resolution resolution, Optional<TableEntry> record) {
    if (resolution instanceof Resolution.Found found) {
      if (!found.namespace().isEmpty()) {
        namespaces.add(found.namespace());
      }
      checkTiming(from, site, record, found.planned());
      checkReach(from, site, name);
      return found.planned();
    }
    if (resolution instanceof Resolution.Contradiction contradiction) {
      addContradiction(place(from, site), contradiction);
      return new PlannedSymbol.Exported(name);
    }
    add(
        "unknown-symbol",
        place(from, site),
        ((Resolution.NotFound) resolution).why(),
        "the code needs "
            + name
            + "; check that source, configuration and compiler are those of the running kernel");
    return new PlannedSymbol.Exported(name);
  }

  private void addContradiction(String where, Resolution.Contradiction contradiction) {
    add(
        "position-disagreement",
        where,
        contradiction.why(),
        "a wrong position would patch or use another function of that name; this is a defect of"
            + " klpforge or of the kernel's files; report it");
  }

  /** What lies in the kernel is far from a module and has another TOC. */
  private void checkReach(Piece from, Site site, String name) {
    Architecture architecture = diff.patched().architecture();
    boolean reaches =
        architecture.reachesKernel(site.type(), Set.of())
            || architecture.reachesKernel(site.type(), typesTogether(from, site));
    if (!reaches) {
      add(
          "out-of-reach",
          place(from, site),
          architecture.relocations().get(site.type()).name()
              + " cannot reach "
              + name
              + " from a module",
          "both versions must be compiled to read such addresses from memory: with -mcmodel=large"
              + " on ppc64le, with -mcmodel=extreme on loongarch64");
    }
  }

  /** A function that the kernel has changes r2, and a jump leaves nobody to restore it. */
  private void checkReturn(Piece from, Site site, String name) {
    Architecture architecture = diff.patched().architecture();
    boolean ftrace = architecture.isFtraceCall(name, site.offset() - from.entry());
    if (!ftrace && diff.patched().staysInModule(from, site)) {
      add(
          "sibling-call",
          place(from, site),
          "it jumps to " + name + " and would return with the livepatch's TOC",
          "add __attribute__((optimize(\"-fno-optimize-sibling-calls\"))) to the function");
    }
  }

  private Set<Integer> typesTogether(Piece from, Site site) {
    return diff.patched().sites(from).stream()
        .filter(other -> other.target().equals(site.target()))
        .map(Site::type)
        .collect(Collectors.toSet());
  }

  /**
   * A module's relocations come after its special sections were read, and after the code that they
   * bring was put in place.
   */
  private void checkTiming(
      Piece from, Site site, Optional<TableEntry> record, PlannedSymbol symbol) {
    boolean inModule =
        symbol instanceof PlannedSymbol.Unexported unexported
            && !unexported.provider().equals(KernelSymbols.VMLINUX);
    if (!inModule) {
      return;
    }
    record.ifPresent(entry -> addEarlyReference(from, site, entry.table(), symbol.name()));
    if (record.isEmpty() && from.role() == SectionRole.AUXILIARY_CODE) {
      addEarlyReference(from, site, SpecialSection.ALTINSTRUCTIONS, symbol.name());
    }
  }

  private void addEarlyReference(Piece from, Site site, SpecialSection table, String name) {
    EarlyReference rule = EarlyReference.of(table);
    add(
        rule.id(),
        place(from, site),
        name + " is in a module, and " + table.sectionName() + " needs it",
        "the kernel reads that section before livepatch relocations for modules are applied; "
            + rule.remedy());
  }

  /** Looks at a piece that is to be carried along. */
  void checkIncluded(Piece piece) {
    String section = diff.patched().section(piece).name();
    boolean alreadySaid = diff.of(piece).map(PieceDiff::isChanged).orElse(false);
    if (SectionRole.isInit(section) && !alreadySaid) {
      add(
          "init-reference",
          where(piece),
          "the patch needs code or data of " + section + ", freed once the kernel has started",
          "make the patch do without it");
    }
    boolean unnamedState =
        piece.role() == SectionRole.DATA
            && piece.symbol().isEmpty()
            && diff.patched().section(piece).isWritable();
    if (unnamedState) {
      add(
          "unsupported-reference",
          where(piece),
          "the patch needs writable data in " + section + " that has no name",
          "a copy would not share the kernel's state; give the data a name");
    }
    boolean uncertain =
        diff.of(piece).map(d -> d.verdict() == Verdict.NEW).orElse(false)
            && piece.role() == SectionRole.DATA
            && diff.patched().section(piece).isWritable()
            && looksLikeOneRemoved(piece);
    if (uncertain) {
      add(
          "ambiguous-static",
          where(piece),
          "it cannot be told which of the original's variables of that name this one is",
          "a new copy would start afresh and lose the kernel's state; give the variable another"
              + " name in the patch if it is new, or keep its uses as they were");
    }
  }

  private boolean looksLikeOneRemoved(Piece piece) {
    String base = SymbolName.base(piece.name());
    return diff.data(Verdict.REMOVED).stream()
        .anyMatch(removed -> SymbolName.base(removed.piece().name()).equals(base));
  }

  /** {@return how the kernel finds a function that is to be replaced} */
  Optional<PlannedSymbol.Unexported> patched(Piece orig) {
    Symbol symbol = orig.symbol().orElseThrow();
    Resolution resolution = scope.own(symbol);
    if (resolution instanceof Resolution.NotFound notFound) {
      add(
          "unknown-function",
          where(orig),
          notFound.why(),
          "the function to be replaced must be in the running kernel; check that source,"
              + " configuration and compiler are its own");
      return Optional.empty();
    }
    if (resolution instanceof Resolution.Contradiction contradiction) {
      addContradiction(where(orig), contradiction);
      return Optional.empty();
    }
    Resolution.Found found = (Resolution.Found) resolution;
    checkNotOverridden(orig, symbol, found);
    checkSize(orig, symbol, found);
    return Optional.of((PlannedSymbol.Unexported) found.planned());
  }

  /** A weak definition that won stays weak in the linked kernel. */
  private void checkNotOverridden(Piece orig, Symbol symbol, Resolution.Found found) {
    SymbolBinding running = found.symbol().orElseThrow().binding();
    if (symbol.binding() == SymbolBinding.WEAK && running == SymbolBinding.GLOBAL) {
      add(
          "unknown-function",
          where(orig),
          "it is a weak definition, and the running kernel has another file's instead",
          "this code is not in the running kernel; patch the definition that is");
    }
  }

  /** Where the code itself was compared, its size was. */
  private void checkSize(Piece orig, Symbol symbol, Resolution.Found found) {
    long shipped = found.symbol().orElseThrow().size();
    if (!scope.isCompared() && shipped != symbol.size()) {
      add(
          "baseline-mismatch",
          where(orig),
          String.format(
              Locale.ROOT,
              "compiled without the patch it is %d bytes long, in the running kernel %d",
              symbol.size(),
              shipped),
          "the rebuilt code is not the running code; check source version, configuration and"
              + " compiler");
    }
  }

  private String where(Piece piece) {
    return object + ": " + (piece.name().isEmpty() ? inSection(piece, 0) : piece.name());
  }

  private String inSection(Piece piece, long offset) {
    String section = diff.patched().section(piece).name();
    return section + String.format("+0x%x", piece.start() + offset);
  }

  private String place(Piece from, Site site) {
    return from.name().isEmpty()
        ? object + ": " + inSection(from, site.offset())
        : where(from) + String.format("+0x%x", site.offset());
  }

  private void add(String rule, String where, String message, String remedy) {
    findings.add(new Finding(rule, Severity.ERROR, where, message, remedy));
  }
}
