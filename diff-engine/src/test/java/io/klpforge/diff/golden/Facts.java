package io.klpforge.diff.golden;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.compare.PieceDiff;
import io.klpforge.diff.compare.Verdict;
import io.klpforge.diff.correlate.SymbolName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What came out of the differ, as sentences about plain names, such as {@code changed work}, {@code
 * finding changed-data limit}, {@code refers kfree}.
 *
 * @param toBeTold those that a case must mention
 * @param all these and the others
 * @param bytes of all sections of the plan, as Latin-1
 * @param isPatchable whether no finding is an error
 */
record Facts(List<String> toBeTold, Set<String> all, String bytes, boolean isPatchable) {

  static Facts of(Diffed diffed) {
    List<String> toBeTold =
        Stream.concat(
                pieces(diffed).filter(one -> one.verdict() != Verdict.SAME).map(Facts::text),
                diffed.findings().stream().map(Facts::text))
            .distinct()
            .toList();
    Set<String> all = new TreeSet<>(toBeTold);
    pieces(diffed).map(Facts::text).forEach(all::add);
    all.addAll(new PlanFacts(diffed.plan()).all());
    return new Facts(toBeTold, all, bytes(diffed), diffed.isPatchable());
  }

  private static Stream<PieceDiff> pieces(Diffed diffed) {
    List<PieceDiff> pieces = new ArrayList<>(diffed.diff().functions());
    pieces.addAll(diffed.diff().data());
    return pieces.stream().filter(one -> SymbolName.parentOfCold(one.piece().name()).isEmpty());
  }

  private static String text(PieceDiff diff) {
    String verdict = diff.verdict().name().toLowerCase(Locale.ROOT);
    return verdict + " " + PlainName.of(diff.piece().name());
  }

  /** The rule and the place in the object, without the distance from its start. */
  private static String text(Finding finding) {
    String where = finding.where();
    int place = where.indexOf(": ");
    String name = place < 0 ? "" : where.substring(place + 2).replaceFirst("\\+0x.*", "");
    return ("finding " + finding.rule() + " " + PlainName.of(name)).strip();
  }

  private static String bytes(Diffed diffed) {
    return diffed.plan().sections().stream()
        .map(section -> new String(section.data().toArray(), StandardCharsets.ISO_8859_1))
        .collect(Collectors.joining("\0"));
  }

  boolean holdsText(String text) {
    return bytes.contains(text);
  }
}
