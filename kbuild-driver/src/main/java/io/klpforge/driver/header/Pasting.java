package io.klpforge.driver.header;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What can be put together with {@code ##}: a name that nobody writes may still be meant where its
 * parts are written.
 *
 * <p>What a macro is given is a word of a file that uses it, or uses a macro that uses it, or is
 * put together itself by a macro whose name is such a word, in any number of steps. Where a macro
 * is used under a name that is put together itself, these words are not looked for.
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
  private final Map<String, Around> around = new HashMap<>();
  private final Map<Part, Boolean> made = new HashMap<>();
  private final Set<String> giversOfParts = new HashSet<>();
  private final List<PasteChain> shaping = new ArrayList<>();

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
    for (List<PasteChain> own : chains.values()) {
      own.stream().filter(chain -> !chain.isAllGiven()).forEach(shaping::add);
    }
    files.forEach(
        (path, file) -> {
          if (mentionsPaster(file)) {
            giversOfParts.add(path);
          }
        });
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
    chains.forEach(
        (path, own) ->
            own.stream()
                .filter(chain -> !chain.isAllGiven() && makes(chain, name))
                .forEach(
                    chain ->
                        macros.computeIfAbsent(path, key -> new HashSet<>()).add(chain.macro())));
    return new Places(macros, giving(name));
  }

  private boolean makes(PasteChain chain, String name) {
    return chain.makes(name, part -> isGiven(new Part(chain.macro(), part)));
  }

  private Set<String> giving(String name) {
    return giving(name, giversOfParts).collect(Collectors.toSet());
  }

  private Stream<String> giving(String name, Collection<String> givers) {
    Cuts cuts = Cuts.of(name, words::contains);
    boolean known = cuts.areIn(hash -> true);
    return known
        ? givers.stream().filter(path -> cuts.areIn(files.get(path)::has))
        : Stream.empty();
  }

  /** What a macro may be given. */
  private record Part(String macro, String text) {}

  private boolean isGiven(Part part) {
    Around around = around(part.macro());
    if (around.has(part.text())) {
      return true;
    }
    Boolean known = made.get(part);
    if (known == null) {
      known = isMade(part.text(), around);
      made.put(part, known);
    }
    return known;
  }

  /** Ends as every chain here has letters of its own, so that what it is given is shorter. */
  private boolean isMade(String text, Around around) {
    return giving(text, around.givers()).findAny().isPresent()
        || shaping.stream().anyMatch(chain -> around.has(chain.macro()) && makes(chain, text));
  }

  /**
   * What may be given to a macro.
   *
   * @param words written where it is used
   * @param givers files where it may be given what a macro without text of its own puts together
   */
  private record Around(Set<Integer> words, Collection<String> givers) {
    boolean has(String word) {
      return words.contains(word.hashCode());
    }
  }

  private Around around(String macro) {
    Around known = around.get(macro);
    if (known == null) {
      known = whatIsAround(macro);
      around.put(macro, known);
    }
    return known;
  }

  private Around whatIsAround(String macro) {
    Set<String> using = new HashSet<>();
    Set<String> macros = new HashSet<>(Set.of(macro));
    Deque<String> left = new ArrayDeque<>(macros);
    while (!left.isEmpty()) {
      String name = left.remove();
      if (macros.size() > MOST_USING || using.size() > MOST_USING) {
        return new Around(words, giversOfParts);
      }
      for (String path : filesWith(name)) {
        using.add(path);
        defining(name, texts.apply(path)).filter(macros::add).forEach(left::add);
      }
    }
    Set<Integer> around = new HashSet<>();
    using.forEach(path -> IntStream.of(files.get(path).words()).forEach(around::add));
    using.retainAll(giversOfParts);
    return new Around(around, using);
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
}
