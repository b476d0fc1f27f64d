package io.klpforge.diff.select;

import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.compare.PieceDiff;
import io.klpforge.diff.compare.Verdict;
import io.klpforge.diff.correlate.SymbolName;
import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolType;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import io.klpforge.diff.special.TableEntry;
import io.klpforge.diff.special.Treatment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Makes the plan of one object: what replaces what, what goes along, what is referred to. */
public final class Selector {
  private final ObjectDiff diff;
  private final String object;
  private final KernelReferences references;
  private final ObjectLayout layout;
  private final Inclusion inclusion;
  private final RuntimeLoads runtimeLoads;
  private final PlanSymbols symbols = new PlanSymbols();
  private final List<SectionDraft> sections = new ArrayList<>();
  private final Map<Piece, Integer> pieceSymbols = new HashMap<>();
  private final Map<Piece, Integer> places = new HashMap<>();
  private final Set<Carried> carried = new LinkedHashSet<>();
  private final Map<Text, Integer> textSymbols = new LinkedHashMap<>();
  private OptionalInt offKey = OptionalInt.empty();

  /** A text with characters of {@code unit} bytes; an empty one ends with as many zeros. */
  private record Text(String text, long unit) {}

  private Selector(
      ObjectDiff diff, String object, KernelScope scope, Set<String> newInOtherObjects) {
    this.diff = diff;
    this.object = object;
    this.layout = diff.patched();
    this.inclusion = new Inclusion(diff);
    this.runtimeLoads = new RuntimeLoads(diff.patched(), diff.patchedTables());
    this.references = new KernelReferences(diff, object, scope, newInOtherObjects);
  }

  /**
   * Makes the plan.
   *
   * @param diff the object without and with the patch
   * @param object its path in the build tree
   * @param scope the running kernel seen from it
   * @param newInOtherObjects global names that other objects of the same patch bring
   */
  public static Selection select(
      ObjectDiff diff, String object, KernelScope scope, Set<String> newInOtherObjects) {
    return new Selector(diff, object, scope, newInOtherObjects).select(scope.owner());
  }

  private Selection select(String owner) {
    List<Piece> pieces = inclusion.pieces();
    pieces.forEach(this::define);
    for (int i = 0; i < pieces.size(); i++) {
      relocate(sections.get(i), pieces.get(i));
    }
    writeTables(pieces);
    checkAdjacent(pieces);
    PatchPlan plan =
        new PatchPlan(
            object,
            owner,
            layout.object().header(),
            sections.stream().map(SectionDraft::finish).toList(),
            symbols.all(),
            patchedFunctions(),
            newFunctions(),
            callbacks(),
            List.copyOf(new TreeSet<>(references.namespaces())));
    return new Selection(plan, List.copyOf(carried), references.findings());
  }

  /** What an entry of .toc means, the code that reads it is asked about. */
  private void checkAdjacent(List<Piece> pieces) {
    AdjacentVariables adjacent = new AdjacentVariables(diff, pieceSymbols.keySet());
    for (Piece from : pieces) {
      if (from.role() != SectionRole.TOC) {
        adjacent.unclear(from).ifPresent(unclear -> references.checkAdjacent(from, unclear));
      }
    }
  }

  /** Gives a piece a section of its own and a symbol. */
  private void define(Piece piece) {
    Section section = layout.section(piece);
    SectionDraft draft =
        new SectionDraft(section, alignment(section, piece), layout.object().header().order());
    if (section.type() == ElfConstants.SHT_NOBITS) {
      draft.reserve(piece.size());
    } else {
      draft.append(layout.room(piece), List.of());
      draft.append(runtimeLoads.code(piece), layout.sites(piece));
    }
    places.put(piece, sections.size());
    pieceSymbols.put(piece, symbols.place(symbol(piece, section, sections.size())));
    layout.type(piece).ifPresent(type -> symbols.place(typeSymbol(piece, type, sections.size())));
    sections.add(draft);
    carried.add(inclusion.carried(piece));
    references.checkIncluded(piece);
  }

  private static long alignment(Section section, Piece piece) {
    long whole = Math.max(1, section.alignment());
    long start = piece.start() - piece.room();
    return start == 0 ? whole : Math.min(whole, Long.lowestOneBit(start));
  }

  private PlannedSymbol symbol(Piece piece, Section section, int place) {
    if (piece.symbol().isEmpty()) {
      return new PlannedSymbol.Defined(section.name(), SymbolType.SECTION, false, 0, place, 0, 0);
    }
    Symbol symbol = piece.symbol().get();
    boolean isNew = diff.correlation().origTwin(piece).isEmpty();
    return new PlannedSymbol.Defined(
        symbol.name(),
        symbol.type(),
        isNew && !symbol.isLocal(),
        symbol.other(),
        place,
        piece.room() + piece.entry(),
        symbol.size());
  }

  /** objtool lists the types in {@code .cfi_sites} by their symbols' names. */
  private static PlannedSymbol typeSymbol(Piece piece, Symbol type, int place) {
    long offset = piece.room() + type.value() - piece.start();
    return new PlannedSymbol.Defined(
        type.name(), type.type(), false, type.other(), place, offset, type.size());
  }

  private void relocate(SectionDraft draft, Piece piece) {
    for (Site site : layout.sites(piece)) {
      if (!isMark(site)) {
        Inclusion.Use use = inclusion.use(piece, site);
        Site used = site.at(use.offset());
        long offset = piece.room() + site.offset();
        draft.relocate(relocation(use.piece(), used, offset, Optional.empty()));
      }
    }
    runtimeLoads.relocations(piece, references, symbols).forEach(draft::relocate);
  }

  /** A hint for the linker that names nothing; code is right without it. */
  private static boolean isMark(Site site) {
    return site.field().width() == 0
        && site.target() instanceof Target.External external
        && external.symbol().id().index() == 0;
  }

  private PlannedRelocation relocation(
      Piece from, Site site, long offset, Optional<TableEntry> record) {
    if (site.toc().isPresent()) {
      return new PlannedRelocation(offset, site.type(), pieceSymbols.get(site.toc().get()), 0);
    }
    Target target = site.target();
    if (target instanceof Target.InString string) {
      return new PlannedRelocation(offset, site.type(), text(from, string), string.addend());
    }
    if (target instanceof Target.InPiece in) {
      boolean internal =
          pieceSymbols.containsKey(in.piece())
              && !inclusion.isPointerToKernelFunction(site, record.isPresent());
      if (internal && in.piece().isFunction() && isForObjtool(site, in, record)) {
        int symbol = sectionSymbol(layout.section(in.piece()), places.get(in.piece()));
        long place = in.addend() + in.piece().room();
        return new PlannedRelocation(offset, type(site), symbol, place);
      }
      long addend = in.addend() - in.piece().entry();
      int symbol =
          internal
              ? pieceSymbols.get(in.piece())
              : symbols.place(references.toOwn(from, site, in.piece(), record));
      return new PlannedRelocation(offset, type(site), symbol, addend);
    }
    Target.External external = (Target.External) target;
    PlannedSymbol symbol = references.toExternal(from, site, external.symbol(), record);
    references.staticCallKey(symbol).ifPresent(symbols::place);
    return new PlannedRelocation(offset, type(site), symbols.place(symbol), external.addend());
  }

  /**
   * {@return whether objtool must be given a function's place by its section's symbol}: where its
   * marks are, and where an unlikely part or an alternative jumps into it, which with the
   * function's own symbol is a call to objtool. Source: {@code add_jump_destinations()} and {@code
   * add_dead_ends()}, tools/objtool/check.c, Linux 6.12
   */
  private static boolean isForObjtool(Site site, Target.InPiece in, Optional<TableEntry> record) {
    boolean mark = record.filter(entry -> entry.table().isMark()).isPresent();
    return mark || (site.branch() && in.offset() != in.piece().entry());
  }

  /** {@return the symbol of the section at that place of the plan} */
  private int sectionSymbol(Section section, int place) {
    return symbols.place(
        new PlannedSymbol.Defined(section.name(), SymbolType.SECTION, false, 0, place, 0, 0));
  }

  private int type(Site site) {
    return site.branch() ? site.type() : layout.architecture().pointerType(site.type());
  }

  /** {@return the symbol of a copy of the text, made at its first use} */
  private int text(Piece from, Target.InString string) {
    Section section = layout.object().section(string.section());
    return textSymbols.computeIfAbsent(
        new Text(string.text(), Math.max(1, section.entrySize())),
        text -> {
          carried.add(new Carried('"' + text.text() + '"', "string of " + inclusion.name(from)));
          SectionDraft draft =
              new SectionDraft(section, section.alignment(), layout.object().header().order());
          String end = "\0".repeat((int) text.unit());
          byte[] bytes = (text.text() + end).getBytes(StandardCharsets.ISO_8859_1);
          draft.append(Bytes.of(bytes, layout.object().header().order()), List.of());
          int place = sectionSymbol(section, sections.size());
          sections.add(draft);
          return place;
        });
  }

  /** Writes each table's records about what is carried, in their old order. */
  private void writeTables(List<Piece> pieces) {
    List<TableEntry> records = new ArrayList<>();
    pieces.forEach(piece -> records.addAll(inclusion.records(piece)));
    records.removeIf(entry -> pieceSymbols.containsKey(entry.section()));
    records.removeIf(references::isLeftOut);
    records.removeIf(entry -> entry.table().treatment() == Treatment.REPLACED);
    records.forEach(references::checkRecord);
    records.sort(
        Comparator.comparing((TableEntry entry) -> entry.section().section().index())
            .thenComparing(TableEntry::start));
    Map<List<Piece>, SectionDraft> tables = new LinkedHashMap<>();
    for (TableEntry entry : records) {
      Piece table = entry.section();
      boolean ordered = isOrdered(table);
      List<Piece> key = ordered ? List.of(table, entry.owner()) : List.of(table);
      SectionDraft draft = tables.computeIfAbsent(key, one -> table(table));
      if (ordered) {
        draft.linkTo(places.get(entry.owner()));
      }
      write(entry, draft);
    }
  }

  /** Whether records lie in the order of the code they are about, so each function has a table. */
  private boolean isOrdered(Piece table) {
    return (layout.section(table).flags() & ElfConstants.SHF_LINK_ORDER) != 0;
  }

  private SectionDraft table(Piece table) {
    Section section = layout.section(table);
    SectionDraft draft =
        new SectionDraft(
            section, Math.max(1, section.alignment()), layout.object().header().order());
    sections.add(draft);
    return draft;
  }

  private void write(TableEntry entry, SectionDraft draft) {
    draft.align(Math.max(1, layout.section(entry.section()).alignment()));
    long start = draft.append(entry.bytes(), entry.sites());
    String table = layout.section(entry.section()).name();
    carried.add(new Carried(table, Reason.specialEntry(inclusion.name(entry.owner()))));
    Optional<Site> off = ModuleTracepoint.key(entry).filter(key -> references.needsOffKey(entry));
    for (Site site : entry.sites()) {
      long offset = start + site.offset();
      draft.relocate(
          off.filter(site::equals).isPresent()
              ? new PlannedRelocation(offset, site.type(), offKey(), ModuleTracepoint.flags(site))
              : relocation(entry.owner(), site, offset, Optional.of(entry)));
    }
  }

  /** {@return the symbol of the key of tracepoints that stay off} */
  private int offKey() {
    if (offKey.isEmpty()) {
      offKey = OptionalInt.of(symbols.place(ModuleTracepoint.offKey(sections.size())));
      sections.add(ModuleTracepoint.offKeySection(layout.object().header().order()));
    }
    return offKey.getAsInt();
  }

  private List<PatchedFunction> patchedFunctions() {
    List<PatchedFunction> functions = new ArrayList<>();
    for (PieceDiff function : diff.functions(Verdict.CHANGED)) {
      Piece piece = function.piece();
      boolean freed = SectionRole.isInit(layout.section(piece).name());
      if (!freed && SymbolName.parentOfCold(piece.name()).isEmpty()) {
        Piece orig = diff.correlation().origTwin(piece).orElseThrow();
        references
            .patched(orig)
            .ifPresent(
                old ->
                    functions.add(
                        new PatchedFunction(old.name(), old.position(), pieceSymbols.get(piece))));
      }
    }
    return functions;
  }

  private List<String> newFunctions() {
    return diff.functions(Verdict.NEW).stream()
        .map(PieceDiff::piece)
        .filter(pieceSymbols::containsKey)
        .map(Piece::name)
        .filter(name -> SymbolName.parentOfCold(name).isEmpty())
        .toList();
  }

  private List<PlannedCallback> callbacks() {
    List<PlannedCallback> callbacks = new ArrayList<>();
    for (Piece piece : layout.pieces()) {
      if (piece.role() == SectionRole.CALLBACKS) {
        callbacks.addAll(callbacks(piece));
      }
    }
    return callbacks;
  }

  private List<PlannedCallback> callbacks(Piece piece) {
    String section = layout.section(piece).name();
    String kind = section.substring(SectionRole.CALLBACK_PREFIX.length());
    List<PlannedCallback> callbacks = new ArrayList<>();
    for (Site site : layout.sites(piece)) {
      if (site.target() instanceof Target.InPiece in) {
        callbacks.add(new PlannedCallback(callbackKind(kind), pieceSymbols.get(in.piece())));
      }
    }
    return callbacks;
  }

  private static PlannedCallback.Kind callbackKind(String name) {
    try {
      return PlannedCallback.Kind.valueOf(name.toUpperCase(java.util.Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new MalformedElfException(
          "section " + SectionRole.CALLBACK_PREFIX + name + " is for no callback there is", e);
    }
  }
}
