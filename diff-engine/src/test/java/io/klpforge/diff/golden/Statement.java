package io.klpforge.diff.golden;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A line of {@code expect}.
 *
 * @param negated begins with {@code not-}: nothing of it may be so
 * @param about the rest of the line
 */
record Statement(Word word, boolean negated, String about) {
  private static final String NOT = "not-";

  static Statement parse(String line) {
    int space = line.indexOf(' ') < 0 ? line.length() : line.indexOf(' ');
    String first = line.substring(0, space);
    boolean negated = first.startsWith(NOT);
    Word word = Word.of(negated ? first.substring(NOT.length()) : first);
    return new Statement(word, negated, line.substring(space).strip());
  }

  /** {@return the facts it says, one of which must be told by some line} */
  List<String> tells() {
    return switch (word) {
      case CHANGED, COPIED, NEW, REMOVED, IGNORED, FINDING -> facts(word).toList();
      case ANY ->
          Stream.of(Word.CHANGED, Word.COPIED, Word.NEW, Word.REMOVED, Word.IGNORED)
              .flatMap(this::facts)
              .toList();
      default -> List.of();
    };
  }

  boolean holds(Facts facts) {
    return switch (word) {
      case ANY -> true;
      case PATCHABLE -> facts.isPatchable();
      case REFUSED -> !facts.isPatchable();
      case HOLDS -> every(Stream.of(about), facts::holdsText);
      default -> every(facts(word), facts.all()::contains);
    };
  }

  private boolean every(Stream<String> sentences, Predicate<String> isSo) {
    return negated ? sentences.noneMatch(isSo) : sentences.allMatch(isSo);
  }

  /** One for each thing named; words about one thing only take the line as it is. */
  private Stream<String> facts(Word verb) {
    Stream<String> things = verb.isAboutMany() ? Stream.of(about.split(" +")) : Stream.of(about);
    return things.map(thing -> (verb.text() + " " + thing).strip());
  }
}
