package io.klpforge.diff.check;

import static java.util.stream.Collectors.joining;

import io.klpforge.diff.compare.Difference;
import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.compare.PieceDiff;
import io.klpforge.diff.compare.Verdict;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import java.util.List;
import java.util.stream.Stream;

/**
 * The livepatch waits for tasks that are in the old code of a function that is copied: those that
 * call it are on their stacks, unless they jump to it.
 *
 * <p>Source: {@code klp_check_stack()}, kernel/livepatch/transition.c, Linux 6.1: it looks for the
 * functions that are replaced. If nothing else changes, an old call is as if it had ended before.
 */
final class UnwatchedCalleeCheck implements PatchabilityCheck {
  private static final int NAMED = 5;

  @Override
  public List<Finding> check(ObjectDiff diff, String object) {
    List<String> others =
        Stream.concat(
                diff.functions(Verdict.CHANGED).stream().filter(function -> !isForCallee(function)),
                diff.functions(Verdict.COPIED).stream())
            .map(function -> function.piece().name())
            .toList();
    return diff.functions(Verdict.COPIED).stream()
        .map(PieceDiff::piece)
        .filter(callee -> others.stream().anyMatch(name -> !name.equals(callee.name())))
        .flatMap(
            callee -> jumping(diff, callee).limit(1).map(f -> finding(object, callee, f, others)))
        .toList();
  }

  private static boolean isForCallee(PieceDiff function) {
    return function.difference().filter(d -> d.kind() == Difference.Kind.CALLEE).isPresent();
  }

  private static Stream<Piece> jumping(ObjectDiff diff, Piece callee) {
    ObjectLayout layout = diff.orig();
    Piece before = diff.correlation().origTwin(callee).orElseThrow();
    return layout.referrers(before).stream()
        .filter(Piece::isFunction)
        .filter(
            user ->
                layout.sites(user).stream()
                    .filter(site -> site.means(before))
                    .anyMatch(
                        site ->
                            !layout
                                .architecture()
                                .isCall(layout.bytes(user), (int) site.offset())));
  }

  private static Finding finding(String object, Piece callee, Piece user, List<String> others) {
    String named =
        others.stream()
            .filter(name -> !name.equals(callee.name()))
            .limit(NAMED)
            .collect(joining(", "));
    return new Finding(
        "unwatched-callee",
        Severity.WARNING,
        object + ": " + callee.name(),
        "a task that sleeps in its old code when the livepatch is loaded is not waited for: it has"
            + " no ftrace entry, and "
            + user.name()
            + ", which gets a copy of it, jumps to it and so is not on the stack",
        "that one call goes on in the old code, and may call what else changes (" + named + ")");
  }
}
