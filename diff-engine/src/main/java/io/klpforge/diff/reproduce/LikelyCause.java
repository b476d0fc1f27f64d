package io.klpforge.diff.reproduce;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What most likely made an object of ours another than the running kernel's, told by evidence. */
final class LikelyCause {
  private final Reproduction reproduction;
  private final CompilerFlags ours;
  private final CompilerFlags theirs;

  private LikelyCause(Reproduction reproduction) {
    this.reproduction = reproduction;
    this.ours = CompilerFlags.of(reproduction.orig().object());
    this.theirs = reproduction.flags();
  }

  /** {@return a sentence without a full stop: the cause, and what speaks for it} */
  static String of(Reproduction reproduction) {
    LikelyCause cause = new LikelyCause(reproduction);
    return "likely cause: "
        + cause.compiler().or(cause::flags).orElseGet(cause::source)
        + "; "
        + cause.count();
  }

  private Optional<String> compiler() {
    Set<String> here = new TreeSet<>(CompilerNames.of(reproduction.orig().object()));
    Set<String> there = reproduction.compilers();
    if (here.isEmpty() || there.isEmpty() || there.containsAll(here)) {
      return Optional.empty();
    }
    here.removeAll(there);
    return Optional.of(
        String.format(
            "another compiler: %s here, %s there",
            String.join(", ", here), String.join(", ", there)));
  }

  private Optional<String> flags() {
    return ours.unlike(theirs).map(unlike -> "other compiler flags: " + unlike);
  }

  /** With the right compiler and flags, what is left is the text that was compiled. */
  private String source() {
    int present = reproduction.present().size();
    boolean most = reproduction.differing().size() * 2 > present && present > 2;
    boolean moved =
        reproduction.differing().stream()
            .anyMatch(match -> match.mismatch().orElseThrow().kind() == Mismatch.Kind.LINE);
    if (moved) {
      return "another source version, for warnings are on other lines";
    }
    boolean known = ours.isKnown() && theirs.isKnown();
    if (most) {
      return known ? "another configuration" : "other compiler flags or another configuration";
    }
    String right = known ? "; compiler and flags are the kernel's" : "";
    return "another source version, or another configuration" + right;
  }

  private String count() {
    int differing = reproduction.differing().size();
    int variables = reproduction.differingVariables().size();
    if (differing == 0) {
      return "only the initial contents differ, of "
          + variables
          + (variables == 1 ? " variable" : " variables");
    }
    boolean operandsOnly =
        reproduction.differing().stream()
            .allMatch(match -> match.mismatch().orElseThrow().kind() == Mismatch.Kind.OPERAND);
    return String.format(
        "%d of the object's %d functions %s%s",
        differing,
        reproduction.present().size(),
        differing == 1 ? "differs" : "differ",
        operandsOnly ? ", and only in what they refer to" : "");
  }
}
