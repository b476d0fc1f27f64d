package io.klpforge.diff.select;

import io.klpforge.diff.arch.Architecture;
import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.compare.PieceDiff;
import io.klpforge.diff.correlate.Doubt;
import io.klpforge.diff.correlate.KnownByContent;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolBinding;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.special.RuntimePointer;
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
  private static final String TRAMPOLINE = "__SCT__";
  private static final String KEY = "__SCK__";

  private final ObjectDiff diff;
  private final String object;
  private final KernelScope scope;
  private final Set<String> newInOtherObjects;
  private final LateTracepoints tracepoints;
  private final Set<String> namespaces = new LinkedHashSet<>();
  private final Set<Finding> findings = new LinkedHashSet<>();

  KernelReferences(
      ObjectDiff diff, String object, KernelScope scope, Set<String> newInOtherObjects) {
    this.diff = diff;
    this.object = object;
    this.scope = scope;
    this.tracepoints = new LateTracepoints(diff, scope, newInOtherObjects);
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

  /** {@return the symbol for a name that the object does not define, or others may as well} */
  PlannedSymbol toExternal(Piece from, Site site, Symbol symbol, Optional<TableEntry> record) {
    if (symbol.isDefined() && diff.patched().pieceOf(symbol).isEmpty()) {
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

  /**
   * {@return the symbol for a variable whose value the kernel wrote into the original code}
   *
   * @param read whether the copy can read it instead
   */
  PlannedSymbol toValue(Piece from, RuntimePointer pointer, boolean read) {
    String where = where(from) + String.format("+0x%x", pointer.offset());
    Resolution resolution = scope.global(pointer.variable());
    if (read && resolution instanceof Resolution.Found found) {
      if (!found.namespace().isEmpty()) {
        namespaces.add(found.namespace());
      }
      return found.planned();
    }
    add(
        "unknown-section",
        where,
        "the kernel writes the value of " + pointer.variable() + " there when it starts",
        "it does so in vmlinux only, and the livepatch cannot read the variable instead; patch"
            + " another function");
    return new PlannedSymbol.Exported(pointer.variable());
  }

  /**
   * {@return the key of a static call whose trampoline is imported}: with its symbol beside it
   * objtool lists the call by it, else by the trampoline, which the kernel takes of those only that
   * keep their keys to themselves
   *
   * <p>Source: {@code create_static_call_sections()}, tools/objtool/check.c, and {@code
   * static_call_add_module()}, kernel/static_call_inline.c, Linux 6.12.
   */
  Optional<PlannedSymbol> staticCallKey(PlannedSymbol trampoline) {
    boolean imported = trampoline instanceof PlannedSymbol.Exported;
    return Optional.of(trampoline.name())
        .filter(name -> imported && name.startsWith(TRAMPOLINE))
        .map(name -> scope.global(KEY + name.substring(TRAMPOLINE.length())))
        .flatMap(
            key -> key instanceof Resolution.Found found ? Optional.of(found) : Optional.empty())
        .map(Resolution.Found::planned)
        .filter(PlannedSymbol.Exported.class::isInstance);
  }

  private PlannedSymbol planned(
      Piece from, Site site, String name, Resolution resolution, Optional<TableEntry> record) {
    if (resolution instanceof Resolution.Found late) {
      Resolution.Found found = inTime(name, late, record);
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

  /** An import from a module is there before the livepatch's special sections are read. */
  private Resolution.Found inTime(
      String name, Resolution.Found found, Optional<TableEntry> record) {
    boolean late = record.isPresent() && scope.isLate(found.planned());
    return late ? scope.required(name).orElse(found) : found;
  }

  /**
   * Relocations against modules come after the livepatch's special sections were read, and after
   * the code that they bring was put in place.
   */
  private void checkTiming(
      Piece from, Site site, Optional<TableEntry> record, PlannedSymbol symbol) {
    if (!scope.isLate(symbol)) {
      return;
    }
    record.ifPresent(entry -> addEarlyReference(from, site, entry.table(), entry.name(), symbol));
    if (record.isEmpty() && from.role() == SectionRole.AUXILIARY_CODE) {
      SpecialSection table = SpecialSection.ALTINSTRUCTIONS;
      addEarlyReference(from, site, table, table.sectionName(), symbol);
    }
  }

  private void addEarlyReference(
      Piece from, Site site, SpecialSection table, String section, PlannedSymbol symbol) {
    if (EarlyReference.isReadLate(table, scope.features())) {
      return;
    }
    EarlyReference rule = EarlyReference.of(table);
    add(
        rule.id(),
        place(from, site),
        symbol.name() + " is in " + provider(symbol) + ", and " + section + " needs it",
        "the kernel reads that section before livepatch relocations for it are applied; "
            + rule.remedy()
            + orRequire(symbol));
  }

  private String orRequire(PlannedSymbol symbol) {
    return scope
        .moduleExport(symbol.name())
        .map(
            export ->
                ", or use --require-modules: the livepatch then loads only while "
                    + export.owner()
                    + " is loaded, and keeps it")
        .orElse("");
  }

  private static String provider(PlannedSymbol symbol) {
    boolean inVmlinux =
        symbol instanceof PlannedSymbol.Unexported unexported
            && unexported.provider().equals(KernelSymbols.VMLINUX);
    return inVmlinux ? "vmlinux without being exported" : "a module";
  }

  /**
   * {@return whether a record must not be carried along}: that of a tracepoint whose key is found
   * too late
   */
  boolean isLeftOut(TableEntry entry) {
    Optional<ModuleTracepoint> tracepoint = tracepoints.of(entry);
    tracepoint.ifPresent(found -> saySwitchedOff(entry.owner(), found.name()));
    return tracepoint.filter(ModuleTracepoint::isOff).isPresent();
  }

  /** {@return whether a record needs a key of the livepatch's own, which is never switched on} */
  boolean needsOffKey(TableEntry entry) {
    return tracepoints.of(entry).filter(found -> !found.isOff()).isPresent();
  }

  private void saySwitchedOff(Piece function, String tracepoint) {
    findings.add(
        new Finding(
            "tracepoint-off",
            Severity.WARNING,
            where(function),
            "the tracepoint " + tracepoint + " stays off in the patched function",
            "its key is in a module, which the kernel cannot find early enough; nothing else"
                + " changes"));
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
    for (String table : diff.patchedTables().uncopied(piece)) {
      add(
          "unknown-section",
          where(piece),
          "the section " + table + " says something about it that cannot be copied",
          "its records cannot be told apart, or the kernel reads them of vmlinux only; without them"
              + " the code would not run as it should, so patch another function");
    }
    boolean unnamedState =
        piece.role() == SectionRole.DATA
            && piece.symbol().isEmpty()
            && diff.patched().section(piece).isWritable()
            && !KnownByContent.isInstrumentation(section);
    if (unnamedState) {
      add(
          "unsupported-reference",
          where(piece),
          "the patch needs writable data in " + section + " that has no name",
          "a copy would not share the kernel's state; give the data a name");
    }
    diff.correlation().doubt(piece).ifPresent(doubt -> addAmbiguous(piece, doubt));
  }

  /** Looks at an address that may belong to either of two variables. */
  void checkAdjacent(Piece from, AdjacentVariables.Unclear unclear) {
    add(
        "ambiguous-reference",
        place(from, unclear.site()),
        unclear
            .other()
            .map(other -> "the address may belong to " + name(unclear.one()) + " or " + name(other))
            .orElse("the address lies before " + name(unclear.one()) + ", where nothing is"),
        "the livepatch and the running kernel do not have the variables around it side by side;"
            + " compile both versions with -fdata-sections, or give new variables a section of"
            + " their own");
  }

  private String name(Piece piece) {
    return piece.name().isEmpty() ? inSection(piece, 0) : piece.name();
  }

  /** Looks at a record that is to be carried along. */
  void checkRecord(TableEntry entry) {
    if (entry.table() == SpecialSection.UNLISTED) {
      findings.add(
          new Finding(
              "learned-section",
              Severity.WARNING,
              where(entry.owner()),
              "the section " + entry.name() + " is not known; its records about it are copied",
              "how they divide was learned from their references; look at what the kernel makes of"
                  + " that section in a module"));
    }
  }

  private void addAmbiguous(Piece piece, Doubt doubt) {
    add(
        "ambiguous-static",
        where(piece),
        "it cannot be told whether this variable"
            + users(doubt)
            + " is the running kernel's "
            + String.join(" or ", doubt.originals())
            + " or a new one",
        "a new copy would start afresh and lose the kernel's state; give the variable another"
            + " name in the patch if it is new, or keep its uses as they were");
  }

  private static String users(Doubt doubt) {
    return doubt.users().isEmpty() ? "" : " of " + String.join(", ", doubt.users());
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
