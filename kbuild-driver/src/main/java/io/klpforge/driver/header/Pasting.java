package io.klpforge.driver.header;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What can be put together with {@code ##}: a name that nobody writes may still be meant where its
 * parts are written.
 *
 * <p>What a macro is given is a word of some file, or put together by one more macro that adds a
 * word of its own, not only a letter or {@code _}; three such steps in a row are not looked for.
 */
final class Pasting {
  private static final int MOST_STEPS = 6;

  /** A macro that more files or macros use is taken to be given any word. */
  private static final int MOST_USING = 100;

  private static final Pattern DEFINE = Pattern.compile("(?m)^[ \\t]*#[ \\t]*define[ \\t]+(.*)$");

  private final Map<String, FileWords> files;
  private final UnaryOperator<String> texts;
  private final Map<String, List<PasteChain>> chains = new TreeMap<>();
  private final Set<String> pasters = new HashSet<>();
  private final Set<Integer> words = new HashSet<>();
  private final Map<String, Set<Integer>> wordsAround = new HashMap<>();
  private final Map<String, Boolean> made = new HashMap<>();
  private final Set<String> giversOfParts = new HashSet<>();
  private final Set<PasteChain> distinct = new HashSet<>();

  /**
   * Looks for macros that put together.
   *
   * @param files all of them
   * @param texts reads one
   */
  Pasting(Map<String, FileWords> files, UnaryOperator<String> texts) {
    this.files = files;
    this.texts = texts;
    Map<String, List<List<String>>> macros = new TreeMap<>();
    files.forEach(
        (path, file) -> {
          for (int hash : file.words()) {
            words.add(hash);
          }
          if (file.pastes()) {
            macros.put(path, macros(texts.apply(path)));
          }
        });
    read(macros);
    for (int step = 0; step < MOST_STEPS && findPasters(); step++) {
      files.forEach(
          (path, file) -> {
            if (mentionsPaster(file)) {
              macros.put(path, macros(texts.apply(path)));
            }
          });
      read(macros);
    }
    keepDistinct();
    files.forEach(
        (path, file) -> {
          if (mentionsPaster(file)) {
            giversOfParts.add(path);
          }
        });
  }

  /** Chains without their macros' names, each once. */
  private void keepDistinct() {
    for (List<PasteChain> own : chains.values()) {
      own.stream()
          .filter(chain -> !chain.isAllGiven())
          .forEach(chain -> distinct.add(new PasteChain("", chain.parts())));
    }
  }

  /** {@return the tokens of macros that put words together, or use a macro that does} */
  private List<List<String>> macros(String text) {
    List<List<String>> macros = new ArrayList<>();
    Matcher define = DEFINE.matcher(text.replace("\\\n", " "));
    while (define.find()) {
      String line = define.group(1);
      if (line.contains("##") || pasters.stream().anyMatch(line::contains)) {
        Lexer.pieces(line).forEach(piece -> macros.add(piece.tokens()));
      }
    }
    return macros;
  }

  private void read(Map<String, List<List<String>>> macros) {
    macros.forEach(
        (path, all) -> {
          List<PasteChain> own = new ArrayList<>();
          all.forEach(tokens -> own.addAll(PasteChain.of(tokens, pasters)));
          chains.put(path, own);
        });
  }

  private boolean findPasters() {
    boolean more = false;
    for (List<PasteChain> own : chains.values()) {
      for (PasteChain chain : own) {
        more |= chain.isAllGiven() && pasters.add(chain.macro());
      }
    }
    return more;
  }

  private boolean mentionsPaster(FileWords file) {
    return pasters.stream().anyMatch(paster -> file.has(paster.hashCode()));
  }

  /**
   * Where a name is put together.
   *
   * @param macros by the file they are in: whoever uses one
   * @param files where a macro is given all the parts
   */
  record Places(Map<String, Set<String>> macros, Set<String> files) {}

  /** {@return where the name can be put together} */
  Places places(String name) {
    Map<String, Set<String>> macros = new TreeMap<>();
    if (distinct.stream().noneMatch(chain -> chain.makes(name, this::isGiven))) {
      return new Places(macros, giving(name));
    }
    chains.forEach(
        (path, own) -> {
          for (PasteChain chain : own) {
            if (!chain.isAllGiven()
                && chain.makes(name, this::isGiven)
                && chain.makes(name, part -> isGivenTo(chain.macro(), part))) {
              macros.computeIfAbsent(path, key -> new HashSet<>()).add(chain.macro());
            }
          }
        });
    return new Places(macros, giving(name));
  }

  private Set<String> giving(String name) {
    Set<String> giving = new HashSet<>();
    for (String path : giversOfParts) {
      if (isCut(name, files.get(path))) {
        giving.add(path);
      }
    }
    return giving;
  }

  private boolean isGiven(String part) {
    return isWord(part) || made.computeIfAbsent(part, this::isMade);
  }

  /** A macro is given words of the files that use it, or a macro that uses it, and so on. */
  private boolean isGivenTo(String macro, String part) {
    return wordsAround.computeIfAbsent(macro, this::wordsAround).contains(part.hashCode())
        || made.computeIfAbsent(part, this::isMade);
  }

  private Set<Integer> wordsAround(String macro) {
    Set<String> using = new HashSet<>();
    Set<String> macros = new HashSet<>(Set.of(macro));
    Deque<String> left = new ArrayDeque<>(macros);
    while (!left.isEmpty()) {
      String name = left.remove();
      if (macros.size() > MOST_USING || using.size() > MOST_USING) {
        return words;
      }
      for (String path : filesWith(name)) {
        using.add(path);
        defining(name, texts.apply(path)).filter(macros::add).forEach(left::add);
      }
    }
    Set<Integer> around = new HashSet<>();
    using.forEach(path -> IntStream.of(files.get(path).words()).forEach(around::add));
    return around;
  }

  private List<String> filesWith(String word) {
    int hash = word.hashCode();
    return files.keySet().stream().filter(path -> files.get(path).has(hash)).toList();
  }

  /** {@return the macros whose text names that one} */
  private static Stream<String> defining(String macro, String text) {
    Matcher define = DEFINE.matcher(text.replace("\\\n", " "));
    return define
        .results()
        .map(found -> found.group(1))
        .filter(line -> line.contains(macro))
        .map(line -> line.substring(0, Lexer.wordEnd(line, 0)));
  }

  private boolean isMade(String part) {
    return distinct.stream()
        .anyMatch(chain -> chain.hasOwnWord() && chain.makes(part, this::isWord));
  }

  private boolean isWord(String part) {
    return words.contains(part.hashCode());
  }

  /** {@return whether two words of the file make the name} */
  private static boolean isCut(String name, FileWords file) {
    for (int at = 1; at < name.length(); at++) {
      if (file.has(name.substring(0, at).hashCode()) && file.has(name.substring(at).hashCode())) {
        return true;
      }
    }
    return false;
  }
}
