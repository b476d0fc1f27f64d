package io.klpforge.driver.realfixes;

import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which changed files bring which identifiers. */
final class AddedWords {
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** What every line of C may have. */
  private static final Set<String> KEYWORDS =
      Set.of(
          "auto",
          "bool",
          "break",
          "case",
          "char",
          "const",
          "continue",
          "default",
          "do",
          "else",
          "enum",
          "extern",
          "false",
          "for",
          "goto",
          "if",
          "inline",
          "int",
          "long",
          "return",
          "short",
          "signed",
          "sizeof",
          "static",
          "struct",
          "switch",
          "true",
          "typedef",
          "union",
          "unsigned",
          "void",
          "volatile",
          "while");

  private final Map<String, Set<String>> words;
  private final TreeDifference trees;

  private AddedWords(Map<String, Set<String>> words, TreeDifference trees) {
    this.words = words;
    this.trees = trees;
  }

  /** {@return the words that the files get} */
  static AddedWords of(TreeDifference trees, Set<String> paths) {
    Map<String, Set<String>> words = new ConcurrentHashMap<>();
    paths.parallelStream().forEach(path -> words.put(path, added(trees.patch(path))));
    return new AddedWords(new TreeMap<>(words), trees);
  }

  static Set<String> added(String patch) {
    Set<String> found = new TreeSet<>();
    patch
        .lines()
        .filter(line -> line.startsWith("+") && !line.startsWith("+++"))
        .forEach(line -> found.addAll(in(line)));
    return found;
  }

  /** {@return what could be identifiers in a text} */
  static Set<String> in(String line) {
    Set<String> found = new TreeSet<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      found.add(word.group());
    }
    found.removeAll(KEYWORDS);
    return found;
  }

  /** {@return the files with that ending that get one of these words} */
  NavigableSet<String> bringing(Set<String> wanted, String ending) {
    NavigableSet<String> files = new TreeSet<>();
    words.forEach(
        (path, own) -> {
          if (path.endsWith(ending) && wanted.stream().anyMatch(own::contains)) {
            files.add(path);
          }
        });
    return files;
  }

  /** {@return those of the words that the file gets and does not have yet} */
  Set<String> newOf(String path, Set<String> wanted) {
    Set<String> own = of(path, wanted);
    own.removeAll(in(trees.textBefore(path)));
    return own;
  }

  /** {@return those of the words that the file gets} */
  Set<String> of(String path, Set<String> wanted) {
    Set<String> own = new TreeSet<>(wanted);
    own.retainAll(words.getOrDefault(path, Set.of()));
    return own;
  }

  /** {@return whether the file changes} */
  boolean has(String path) {
    return words.containsKey(path);
  }
}
