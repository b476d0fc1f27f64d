package io.klpforge.diff.reproduce;

import java.util.Set;
import java.util.TreeSet;

/** What most likely made an object of ours another than the running kernel's. */
final class LikelyCause {
  private LikelyCause() {}

  /** {@return a sentence without a full stop: the cause, and what to look at} */
  static String of(Reproduction reproduction) {
    Set<String> ours = new TreeSet<>(CompilerNames.of(reproduction.orig().object()));
    Set<String> theirs = reproduction.compilers();
    if (!ours.isEmpty() && !theirs.isEmpty() && !theirs.containsAll(ours)) {
      ours.removeAll(theirs);
      return "likely cause: another compiler: "
          + String.join(", ", ours)
          + " here, "
          + String.join(", ", theirs)
          + " there";
    }
    int present = reproduction.present().size();
    int differing = reproduction.differing().size();
    String verb = differing == 1 ? " differs" : " differ";
    String count = differing + " of the object's " + present + " functions" + verb;
    if (differing * 2 > present && present > 2) {
      return "likely cause: other compiler flags or another configuration, for " + count;
    }
    boolean operandsOnly =
        reproduction.differing().stream()
            .allMatch(match -> match.mismatch().orElseThrow().kind() == Mismatch.Kind.OPERAND);
    return operandsOnly
        ? "likely cause: another source version, or data of another configuration; "
            + count
            + ", and only in what they refer to"
        : "likely cause: another source version, or an option that this function depends on;"
            + " compiler and flags are right, for only "
            + count;
  }
}
