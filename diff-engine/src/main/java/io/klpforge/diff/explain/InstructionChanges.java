package io.klpforge.diff.explain;

import io.klpforge.diff.listing.CodeLine;
import io.klpforge.diff.listing.Row;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in what instructions differ: numbers, distances, texts, references, or altogether. */
final class InstructionChanges {
  private static final int SHOWN = 3;
  private static final String OTHER = " has other contents or uses";
  private static final String NUMBER = "(?<![\\w.])-?(?:0x[0-9a-f]+|[0-9]+)(?![\\w.])";
  private static final Pattern ADDRESS = Pattern.compile("\\[[^]]*]");
  private static final Pattern SYMBOL = Pattern.compile("<.*>$");

  private final Map<Cause.Kind, Map<String, Integer>> changes = new EnumMap<>(Cause.Kind.class);
  private final List<StructureOffsets.Move> moves = new ArrayList<>();
  private boolean others;

  InstructionChanges(List<Row> rows) {
    rows.stream().filter(row -> !row.same()).forEach(this::add);
  }

  private void add(Row row) {
    row.left().ifPresent(left -> row.right().ifPresent(right -> addMove(left, right)));
    Optional<Part> part = row.left().flatMap(left -> row.right().flatMap(r -> part(left, r)));
    if (part.isPresent()) {
      changes
          .computeIfAbsent(part.get().kind(), kind -> new LinkedHashMap<>())
          .merge(part.get().text(), 1, Integer::sum);
    } else {
      others = true;
    }
  }

  /** Told of whatever instructions: the same member may be read into another register. */
  private void addMove(CodeLine left, CodeLine right) {
    List<String> before = all(withDistance(address(left.text())));
    List<String> after = all(withDistance(address(right.text())));
    boolean both = !before.isEmpty() && !after.isEmpty();
    if (both && mnemonic(left).equals(mnemonic(right))) {
      long from = Long.decode(before.get(before.size() - 1));
      long to = Long.decode(after.get(after.size() - 1));
      if (from != to) {
        moves.add(new StructureOffsets.Move(from, to));
      }
    }
  }

  private static String mnemonic(CodeLine line) {
    return line.text().split(" ", 2)[0];
  }

  /** {@return which distances from a register became which}, of instructions in pairs */
  List<StructureOffsets.Move> moves() {
    return moves;
  }

  /** The one part of an instruction that is another. */
  private record Part(Cause.Kind kind, String text) {}

  private static Optional<Part> part(CodeLine left, CodeLine right) {
    String a = left.text();
    String b = right.text();
    if (a.equals(b) && left.jump().isEmpty()) {
      return Optional.of(new Part(Cause.Kind.REFERENCE, bare(a) + OTHER));
    }
    if (!symbol(a).equals(symbol(b))) {
      boolean alone = SYMBOL.matcher(a).replaceFirst("").equals(SYMBOL.matcher(b).replaceFirst(""));
      boolean text = symbol(a).startsWith("<\"") && symbol(b).startsWith("<\"");
      Cause.Kind kind = text ? Cause.Kind.STRING : Cause.Kind.REFERENCE;
      boolean both = !symbol(a).isEmpty() && !symbol(b).isEmpty();
      return alone && both
          ? Optional.of(new Part(kind, became(bare(a), bare(b))))
          : Optional.empty();
    }
    Optional<Part> offset = numbers(Cause.Kind.OFFSET, address(a), address(b));
    if (offset.isPresent() && outside(a).equals(outside(b))) {
      return offset;
    }
    return address(a).equals(address(b)) && left.jump().isEmpty()
        ? numbers(Cause.Kind.CONSTANT, outside(a), outside(b))
        : Optional.empty();
  }

  private static String symbol(String text) {
    Matcher matcher = SYMBOL.matcher(text);
    return matcher.find() ? matcher.group() : "";
  }

  private static String bare(String text) {
    String symbol = symbol(text);
    return symbol.isEmpty() ? text : symbol.substring(1, symbol.length() - 1);
  }

  private static String address(String text) {
    Matcher matcher = ADDRESS.matcher(text);
    return matcher.find() ? matcher.group() : "";
  }

  private static String outside(String text) {
    return ADDRESS.matcher(text).replaceFirst("[]");
  }

  /** Both texts differ, and in numbers alone. */
  private static Optional<Part> numbers(Cause.Kind kind, String a, String b) {
    String before = kind == Cause.Kind.OFFSET ? withDistance(a) : a;
    String after = kind == Cause.Kind.OFFSET ? withDistance(b) : b;
    boolean alike = before.replaceAll(NUMBER, "#").equals(after.replaceAll(NUMBER, "#"));
    if (before.equals(after) || !alike) {
      return Optional.empty();
    }
    List<String> old = all(before);
    List<String> now = all(after);
    for (int i = 0; i < old.size(); i++) {
      if (!old.get(i).equals(now.get(i))) {
        return Optional.of(new Part(kind, became(old.get(i), now.get(i))));
      }
    }
    return Optional.empty();
  }

  /** {@code [rdi]} reads as {@code [rdi + 0]}, so that a first member's offset is a number too. */
  private static String withDistance(String address) {
    String positive = address.replace(" - ", " + -");
    return address.isEmpty() || positive.matches(".* \\+ " + NUMBER + "]")
        ? positive
        : positive.substring(0, positive.length() - 1) + " + 0]";
  }

  private static List<String> all(String text) {
    List<String> numbers = new ArrayList<>();
    Matcher matcher = Pattern.compile(NUMBER).matcher(text);
    while (matcher.find()) {
      numbers.add(matcher.group());
    }
    return numbers;
  }

  private static String became(String before, String after) {
    return before + " became " + after;
  }

  /** {@return whether each instruction that differs does so in one part only, and some do} */
  boolean areSmall() {
    return !others && !changes.isEmpty();
  }

  /** {@return what became what, by kind}; told only if nothing else differs */
  List<Cause> causes() {
    List<Cause> causes = new ArrayList<>();
    if (areSmall()) {
      changes.forEach((kind, texts) -> causes.add(Cause.of(kind, text(texts))));
    }
    return causes;
  }

  private static String text(Map<String, Integer> texts) {
    List<String> shown = new ArrayList<>();
    texts.forEach((text, count) -> shown.add(count == 1 ? text : text + " (" + count + " times)"));
    int more = shown.size() - SHOWN;
    return String.join(", ", shown.subList(0, Math.min(SHOWN, shown.size())))
        + (more > 0 ? " and " + more + " more" : "");
  }

  /** {@return what differs between the two sides of a row, in words} */
  static String text(Row row) {
    String left = row.left().map(CodeLine::text).orElse("");
    String right = row.right().map(CodeLine::text).orElse("");
    if (left.isEmpty() || right.isEmpty()) {
      return left.isEmpty() ? right + " is new" : left + " is gone";
    }
    if (!left.equals(right)) {
      return left + " became " + right;
    }
    boolean jump = row.left().orElseThrow().jump().isPresent();
    return jump ? left + " leads elsewhere" : bare(left) + OTHER;
  }
}
