package io.klpforge.diff.explain;

import io.klpforge.diff.dwarf.DebugFunction;
import io.klpforge.diff.dwarf.InlinedCall;
import io.klpforge.diff.dwarf.SourceLine;
import io.klpforge.diff.source.SourceEdit;
import io.klpforge.diff.source.SourceVersions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds what the patch does to the source of a function: to its own lines, to what is inlined into
 * it, to macros that these name; and what the compiler inlines otherwise, where that follows from
 * none of these.
 */
final class SourceCauses {
  private final SourceVersions source;
  private final DebugSide orig;
  private final DebugSide patched;
  private final MacroUses macros;

  SourceCauses(SourceVersions source, DebugSide orig, DebugSide patched) {
    this.source = source;
    this.orig = orig;
    this.patched = patched;
    this.macros = new MacroUses(source, orig);
  }

  /** {@return the causes, the surest first}; none if the source has none, or cannot be read */
  List<Cause> of(DebugFunction before, Optional<DebugFunction> after) {
    List<Cause> causes = new ArrayList<>();
    own(before).ifPresent(causes::add);
    InlinedFunctions inlined = new InlinedFunctions(before);
    inlined.callees().forEach(callee -> inlined(inlined, callee).ifPresent(causes::add));
    macros.of(before, inlined).ifPresent(causes::add);
    boolean own = causes.stream().anyMatch(cause -> cause.kind() == Cause.Kind.OWN_LINES);
    if (!own && after.isPresent()) {
      List<Cause> other = otherInlining(before.name(), inlined, new InlinedFunctions(after.get()));
      boolean told = !causes.isEmpty();
      other.stream().filter(cause -> !told || !cause.edits().isEmpty()).forEach(causes::add);
    }
    return causes;
  }

  private Optional<Cause> own(DebugFunction function) {
    List<SourceEdit> edits = edits(function.declared());
    return edits.isEmpty()
        ? Optional.empty()
        : Optional.of(new Cause(Cause.Kind.OWN_LINES, SourceEdit.text(edits), edits, List.of()));
  }

  private Optional<Cause> inlined(InlinedFunctions inlined, InlinedFunctions.Callee callee) {
    List<SourceEdit> edits = edits(callee.declared());
    if (edits.isEmpty()) {
      return Optional.empty();
    }
    List<List<InlinedCall>> chains = inlined.chains(callee);
    String text =
        chainText(chains.get(0)) + more(chains.size() - 1) + "; changed: " + SourceEdit.text(edits);
    List<Inlining> chain = chains.get(0).stream().map(this::inlining).toList();
    return Optional.of(new Cause(Cause.Kind.INLINED_CALLEE, text, edits, chain));
  }

  private Inlining inlining(InlinedCall call) {
    return new Inlining(call.name(), place(call.called()), place(call.declared()));
  }

  /** From the callee outwards: {@code c() of c.h:5, inlined at b.h:12 into b(), at a.c:9}. */
  private String chainText(List<InlinedCall> chain) {
    InlinedCall last = chain.get(chain.size() - 1);
    StringBuilder text = new StringBuilder(last.name()).append("() of ");
    text.append(place(last.declared())).append(", inlined at ").append(place(last.called()));
    for (int i = chain.size() - 2; i >= 0; i--) {
      text.append(" into ").append(chain.get(i).name()).append("(), that at ");
      text.append(place(chain.get(i).called()));
    }
    return text.toString();
  }

  private static String more(int places) {
    return places == 0 ? "" : " and at " + places + (places == 1 ? " place more" : " places more");
  }

  private List<Cause> otherInlining(
      String function, InlinedFunctions before, InlinedFunctions after) {
    List<Cause> causes = new ArrayList<>();
    for (InlinedFunctions.Callee callee : after.callees()) {
      boolean nested = after.chains(callee).stream().allMatch(chain -> isNews(chain, before));
      if (!before.has(callee.name()) && !nested && orig.declared(callee.name()).isPresent()) {
        causes.add(inlining(callee.name(), " is inlined into " + function + "() now, it was not"));
      }
    }
    for (InlinedFunctions.Callee callee : before.callees()) {
      boolean nested = before.chains(callee).stream().allMatch(chain -> isNews(chain, after));
      if (!after.has(callee.name()) && !nested && patched.declared(callee.name()).isPresent()) {
        causes.add(inlining(callee.name(), " is not inlined into " + function + "() any more"));
      }
    }
    return causes;
  }

  /** Whether what a callee is inlined into is itself not inlined in the other version. */
  private static boolean isNews(List<InlinedCall> chain, InlinedFunctions other) {
    return chain.subList(0, chain.size() - 1).stream().anyMatch(call -> !other.has(call.name()));
  }

  private Cause inlining(String callee, String what) {
    List<SourceEdit> edits = orig.declared(callee).map(this::edits).orElse(List.of());
    String because = edits.isEmpty() ? "" : "; the patch changes it: " + SourceEdit.text(edits);
    return new Cause(Cause.Kind.INLINING, callee + "()" + what + because, edits, List.of());
  }

  private List<SourceEdit> edits(SourceLine declared) {
    return source.edits(declared.file(), declared.line());
  }

  /** {@return file and line, as people know them} */
  String place(SourceLine line) {
    return source.shown(line.file()) + ":" + line.line();
  }
}
