package io.klpforge.driver.header;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Whom changed declarations concern.
 *
 * <p>A source that uses none of the changed names means the same as before: what a declaration
 * means is used by its name, or by that of another declaration that uses it (an inline function
 * that calls it, a macro, a structure that holds it, a function that returns it), and so on. These
 * other names are collected from all included files, whoever includes them. Members need no look:
 * to reach one takes an expression of its structure's type, and that takes a name.
 */
public final class HeaderReach {
  /** More names than that mean half the kernel. */
  private static final int MOST_NAMES = 400;

  /** So many are followed everywhere. */
  private static final int MOST_EVERYWHERE = 100;

  private final Map<String, FileWords> files;
  private final UnaryOperator<String> texts;
  private final Pasting pasting;
  private final Predicate<String> ends;
  private final int most;
  private final Map<String, List<Mention>> parsed = new ConcurrentHashMap<>();
  private final Map<String, Use> names = new HashMap<>();
  private final Set<String> cut = new HashSet<>();
  private final Set<String> carriers = new HashSet<>();
  private final Deque<Map.Entry<String, Use>> fresh = new ArrayDeque<>();
  private boolean everybody;
  private boolean tooMany;

  private HeaderReach(
      SourceWords words,
      UnaryOperator<String> texts,
      Pasting pasting,
      Predicate<String> ends,
      int most) {
    this.most = most;
    this.files = words.included();
    this.texts = texts;
    this.pasting = pasting;
    this.ends = ends;
  }

  /**
   * Follows a change.
   *
   * @param changes each header's text before and after
   * @param words of all files that are included, and of the sources that include the headers
   * @param texts reads an included file
   * @param isSeenByFew whether only a few objects include a file: where too many names would have
   *     to be followed, those that pass it are not, as all these objects count as concerned
   * @return empty if it is not understood, so that it concerns whoever includes the headers
   */
  public static Optional<HeaderReach> of(
      Collection<Change> changes,
      SourceWords words,
      UnaryOperator<String> texts,
      Predicate<String> isSeenByFew) {
    Pasting pasting = new Pasting(words.all(), texts);
    HeaderReach reach =
        new HeaderReach(words, texts, pasting, path -> false, MOST_EVERYWHERE).follow(changes);
    if (reach.tooMany) {
      reach = new HeaderReach(words, texts, pasting, isSeenByFew, MOST_NAMES).follow(changes);
    }
    return reach.everybody || reach.tooMany ? Optional.empty() : Optional.of(reach);
  }

  private HeaderReach follow(Collection<Change> changes) {
    for (Change change : changes) {
      HeaderChange.between(change.before(), change.after()).forEach(this::add);
    }
    follow();
    return this;
  }

  /**
   * A header.
   *
   * @param before its text
   * @param after its text with the patch
   */
  public record Change(String before, String after) {}

  /** {@return files that do something with what changed: sources, and included ones for all} */
  public Set<String> carriers() {
    return Set.copyOf(carriers);
  }

  /** {@return whether a source with these words may use what changed} */
  public boolean concerns(FileWords source) {
    return anyIn(names, source);
  }

  /** {@return how many names were followed} */
  public int size() {
    return names.size();
  }

  private void add(Declaration declaration) {
    if (!declaration.kind().isUnderstood()) {
      everybody = true;
      return;
    }
    add(declaration.kind(), declaration.names());
  }

  private void add(Declaration.Kind kind, Set<String> declared) {
    Use use = kind.isValue() ? Use.VALUE : Use.ANY;
    declared.forEach(name -> add(name, use));
  }

  private void add(String name, Use use) {
    watch(name, use);
    tooMany |= names.size() > most;
    if (cut.add(name) && !tooMany) {
      Pasting.Places places = pasting.places(name);
      places.macros().forEach(this::paste);
      carriers.addAll(places.files());
    }
  }

  private void paste(String path, Set<String> macros) {
    if (files.containsKey(path)) {
      macros.forEach(macro -> add(macro, Use.ANY));
    } else {
      carriers.add(path);
    }
  }

  private void watch(String name, Use use) {
    Use known = names.get(name);
    if (known == null || known.wider(use) != known) {
      names.put(name, use);
      fresh.add(Map.entry(name, use));
    }
  }

  private void follow() {
    while (!fresh.isEmpty() && !everybody && !tooMany) {
      Map<String, Use> wave = new HashMap<>();
      fresh.forEach(entry -> wave.merge(entry.getKey(), entry.getValue(), Use::wider));
      fresh.clear();
      List<String> naming =
          files.entrySet().parallelStream()
              .filter(file -> anyIn(wave, file.getValue()))
              .map(Map.Entry::getKey)
              .toList();
      naming.parallelStream().forEach(this::parse);
      naming.forEach(path -> look(path, wave));
    }
  }

  private static boolean anyIn(Map<String, Use> names, FileWords file) {
    return names.keySet().stream().anyMatch(name -> file.has(name.hashCode()));
  }

  private List<Mention> parse(String path) {
    return parsed.computeIfAbsent(
        path, key -> HeaderParser.parse(texts.apply(key)).stream().map(Mention::of).toList());
  }

  private void look(String path, Map<String, Use> wave) {
    for (Mention mention : parse(path)) {
      boolean passesOn = mention.passesOn(wave);
      if (passesOn && (mention.kind() == Declaration.Kind.OTHER || ends.test(path))) {
        carriers.add(path);
      } else if (passesOn) {
        add(mention.kind(), mention.names());
      }
      mention.renamed(wave).ifPresent(name -> add(name, Use.ANY));
    }
  }
}
