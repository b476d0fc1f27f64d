package io.klpforge.diff.explain;

import io.klpforge.diff.compare.Difference;
import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.compare.PieceDiff;
import io.klpforge.diff.compare.Verdict;
import io.klpforge.diff.correlate.SymbolName;
import io.klpforge.diff.dwarf.DebugFunction;
import io.klpforge.diff.dwarf.SourceLine;
import io.klpforge.diff.insn.MissingLibraryException;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import io.klpforge.diff.listing.Alignment;
import io.klpforge.diff.listing.ListedFunction;
import io.klpforge.diff.listing.Row;
import io.klpforge.diff.listing.SourceText;
import io.klpforge.diff.source.SourceFile;
import io.klpforge.diff.source.SourceVersions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Explains the changed functions of one object. */
public final class Explainer {
  private static final String DRIFT =
      "no cause found in the source: the compiler decided otherwise (registers, inlining, order)";

  private final ObjectDiff diff;
  private final SourceVersions source;
  private final DebugSide orig;
  private final DebugSide patched;
  private final SourceCauses causes;
  private final Declarations declarations;
  private final StructureOffsets structures;

  private Explainer(ObjectDiff diff, SourceVersions source) {
    this.diff = diff;
    this.source = source;
    this.orig = DebugSide.of(diff.orig().object());
    this.patched = DebugSide.of(diff.patched().object());
    this.causes = new SourceCauses(source, orig, patched);
    this.structures = new StructureOffsets(diff);
    this.declarations = new Declarations(source, orig);
  }

  /**
   * {@return an explanation for each changed function}, in the order of the patched object; a
   * function's unlikely part is explained with it
   */
  public static List<Explanation> explain(ObjectDiff diff, SourceVersions source) {
    List<PieceDiff> changed =
        diff.functions(Verdict.CHANGED).stream()
            .filter(function -> SymbolName.parentOfCold(function.piece().name()).isEmpty())
            .toList();
    if (changed.isEmpty()) {
      return List.of();
    }
    Explainer explainer = new Explainer(diff, source);
    return changed.stream().map(explainer::explain).toList();
  }

  private Explanation explain(PieceDiff changed) {
    Piece after = changed.piece();
    Piece before = diff.correlation().origTwin(after).orElseThrow();
    Difference difference = changed.difference().orElseThrow();
    Optional<DebugFunction> told = orig.function(before);
    Code code = code(difference.kind() == Difference.Kind.PART ? unlikelyPart(after) : after);
    if (difference.kind() == Difference.Kind.CALLEE) {
      return new Explanation(
          before.name(),
          after.name(),
          told.map(function -> causes.place(function.declared())).orElse(""),
          ofCallee(after, difference),
          String.format("+0x%x: %s", difference.offset(), difference.what()),
          code.rows(),
          code.note());
    }
    return new Explanation(
        before.name(),
        after.name(),
        told.map(function -> causes.place(function.declared())).orElse(""),
        causes(before, after, difference, code.rows()),
        difference(difference, code.rows()),
        code.rows(),
        code.note());
  }

  /** A function that calls what is copied changed for the reasons of that. */
  private List<Cause> ofCallee(Piece function, Difference difference) {
    List<Cause> all = new ArrayList<>();
    all.add(Cause.of(Cause.Kind.COPIED_CALLEE, difference.what()));
    Set<Piece> seen = new HashSet<>(Set.of(function));
    Deque<Piece> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      for (PieceDiff callee : copiedCallees(open.remove())) {
        if (seen.add(callee.piece())) {
          open.add(callee.piece());
          callee.difference().ifPresent(found -> all.addAll(ofCopy(callee.piece(), found)));
        }
      }
    }
    return all;
  }

  private List<Cause> ofCopy(Piece copy, Difference difference) {
    Piece before = diff.correlation().origTwin(copy).orElseThrow();
    List<Row> rows =
        code(difference.kind() == Difference.Kind.PART ? unlikelyPart(copy) : copy).rows();
    return causes(before, copy, difference, rows);
  }

  private List<PieceDiff> copiedCallees(Piece function) {
    return diff.functions(Verdict.COPIED).stream()
        .filter(copy -> diff.patched().referrers(copy.piece()).stream().anyMatch(function::equals))
        .toList();
  }

  private Piece unlikelyPart(Piece function) {
    return diff.functions(Verdict.CHANGED).stream()
        .map(PieceDiff::piece)
        .filter(p -> SymbolName.parentOfCold(p.name()).filter(function.name()::equals).isPresent())
        .findFirst()
        .orElse(function);
  }

  private List<Cause> causes(Piece before, Piece after, Difference difference, List<Row> rows) {
    List<Cause> all = new ArrayList<>();
    Optional<DebugFunction> told = orig.function(before);
    told.ifPresent(function -> all.addAll(causes.of(function, patched.function(after))));
    InstructionChanges instructions = new InstructionChanges(rows);
    structures.cause(instructions.moves()).ifPresent(all::add);
    boolean explained = all.stream().anyMatch(Cause::isInSource);
    effect(difference, rows).ifPresent(all::add);
    all.addAll(instructions.causes());
    if (!explained) {
      List<Cause> forms = otherForms(before, after);
      all.addAll(forms.isEmpty() ? withoutSource(told) : forms);
    }
    return all;
  }

  /**
   * Callees of which the compiler made another form for what changed in them, such as one that is
   * given a pointer in place of what it points to ({@code .isra}), or in those that call them, such
   * as one without a result that nobody uses any more.
   */
  private List<Cause> otherForms(Piece before, Piece after) {
    Map<String, Piece> gone = new HashMap<>();
    for (Piece callee : callees(diff.orig(), before)) {
      if (diff.correlation().patchedTwin(callee).isEmpty()) {
        orig.function(callee).ifPresent(function -> gone.put(function.name(), callee));
      }
    }
    List<Cause> forms = new ArrayList<>();
    for (Piece callee : callees(diff.patched(), after)) {
      Optional<DebugFunction> form = patched.function(callee);
      Optional<Piece> old = form.map(function -> gone.get(function.name()));
      if (old.isPresent() && diff.correlation().origTwin(callee).isEmpty()) {
        otherForm(old.get(), callee).ifPresent(forms::add);
      }
    }
    return forms;
  }

  private Optional<Cause> otherForm(Piece old, Piece callee) {
    String became = old.name() + " became " + callee.name();
    return sourceCause(old, callee)
        .map(cause -> otherForm(became + "; ", cause))
        .or(() -> ofCallers(became, callee));
  }

  private Optional<Cause> ofCallers(String became, Piece callee) {
    for (Piece caller : diff.patched().referrers(callee)) {
      Optional<Cause> cause =
          diff.correlation().origTwin(caller).flatMap(before -> sourceCause(before, caller));
      if (cause.isPresent()) {
        return cause.map(why -> otherForm(became + ", which " + caller.name() + " calls; ", why));
      }
    }
    return Optional.empty();
  }

  private static Cause otherForm(String what, Cause cause) {
    return new Cause(Cause.Kind.CALLEE_FORM, what + cause.brief(), cause.edits(), List.of());
  }

  private Optional<Cause> sourceCause(Piece before, Piece after) {
    return orig.function(before).stream()
        .flatMap(function -> causes.of(function, patched.function(after)).stream())
        .filter(Cause::isInSource)
        .findFirst();
  }

  private static List<Piece> callees(ObjectLayout layout, Piece function) {
    return layout.sites(function).stream()
        .filter(Site::branch)
        .map(Site::target)
        .filter(target -> target instanceof Target.InPiece in && in.piece().isFunction())
        .map(target -> ((Target.InPiece) target).piece())
        .distinct()
        .toList();
  }

  private static Optional<Cause> effect(Difference difference, List<Row> rows) {
    return switch (difference.kind()) {
      case PART -> Optional.of(Cause.of(Cause.Kind.UNLIKELY_PART, difference.what()));
      case RECORD -> Optional.of(Cause.of(Cause.Kind.RECORD, difference.what()));
      case REFERENCE ->
          rows.isEmpty()
              ? Optional.of(Cause.of(Cause.Kind.REFERENCE, difference.what()))
              : Optional.empty();
      case PLACE, SIZE, BYTES, CALLEE -> Optional.empty();
    };
  }

  /** What can be said of a function none of whose source lines is known to have changed. */
  private List<Cause> withoutSource(Optional<DebugFunction> function) {
    if (function.isEmpty()) {
      String lack = orig.lack().isEmpty() ? "debug information does not tell it" : orig.lack();
      return List.of(Cause.of(Cause.Kind.UNKNOWN, "which source lines changed: " + lack));
    }
    SourceLine declared = function.get().declared();
    if (!source.isKnown(declared.file())) {
      String file = source.shown(declared.file());
      return List.of(
          Cause.of(
              Cause.Kind.UNKNOWN,
              "which source lines changed: both versions of " + file + " are needed to tell"));
    }
    return declarations
        .cause()
        .map(List::of)
        .orElseGet(() -> List.of(Cause.of(Cause.Kind.DRIFT, DRIFT)));
  }

  private static String difference(Difference difference, List<Row> rows) {
    Optional<Row> first = rows.stream().filter(row -> !row.same()).findFirst();
    return first
        .map(row -> place(row) + ": " + InstructionChanges.text(row))
        .orElse(String.format("+0x%x: %s", difference.offset(), difference.what()));
  }

  private static String place(Row row) {
    String left = row.left().map(line -> String.format("+0x%x", line.offset())).orElse("");
    String right = row.right().map(line -> String.format("+0x%x", line.offset())).orElse("");
    if (left.equals(right) || right.isEmpty()) {
      return left;
    }
    return left.isEmpty() ? right + " with the patch" : left + ", " + right + " with the patch";
  }

  /**
   * Both versions' instructions.
   *
   * @param note why there are none
   */
  private record Code(List<Row> rows, String note) {}

  private Code code(Piece after) {
    Piece before = diff.correlation().origTwin(after).orElseThrow();
    try {
      return Alignment.rows(origFunction(before), patchedFunction(after), diff::meanSame)
          .map(rows -> new Code(rows, ""))
          .orElseGet(() -> new Code(List.of(), "no disassembly: none for this machine yet"));
    } catch (MissingLibraryException e) {
      return new Code(List.of(), "no disassembly: " + e.getMessage());
    }
  }

  private ListedFunction origFunction(Piece piece) {
    ObjectLayout layout = diff.orig();
    return new ListedFunction(
        layout,
        piece,
        other -> key(layout, other),
        offset -> orig.line(piece, offset).map(this::origText));
  }

  private ListedFunction patchedFunction(Piece piece) {
    ObjectLayout layout = diff.patched();
    return new ListedFunction(
        layout,
        piece,
        other ->
            diff.correlation()
                .origTwin(other)
                .map(twin -> key(diff.orig(), twin))
                .orElseGet(() -> key(layout, other)),
        offset -> patched.line(piece, offset).map(this::patchedText));
  }

  /** What is known by its content has no lasting name. */
  private static String key(ObjectLayout layout, Piece piece) {
    return SymbolName.isKnownByContent(piece, layout.section(piece))
        ? SymbolName.base(piece.name())
        : piece.name();
  }

  private SourceText origText(SourceLine line) {
    String text = source.orig(line.file()).map(file -> file.line(line.line())).orElse("");
    return new SourceText(source.shown(line.file()), line.line(), text);
  }

  private SourceText patchedText(SourceLine line) {
    int number = source.patchedLine(line.file(), line.line()).orElse(line.line());
    Optional<SourceFile> file = source.patched(line.file());
    return new SourceText(
        source.shown(line.file()), number, file.map(text -> text.line(number)).orElse(""));
  }
}
