package io.klpforge.driver.header;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What one macro puts together with {@code ##}, or by a macro made for that.
 *
 * @param macro its name
 * @param parts in their order: words of the macro's own text, {@link #GIVEN} or {@link #ANYTHING}
 */
record PasteChain(String macro, List<String> parts) {
  /** What the macro is given. */
  static final String GIVEN = "(given)";

  /** Something that is put together itself. */
  static final String ANYTHING = "(anything)";

  private static final List<String> WILD = List.of(GIVEN, ANYTHING);

  /** Copies. */
  PasteChain {
    parts = List.copyOf(parts);
  }

  /** {@return whether nothing of it is the macro's own} */
  boolean isAllGiven() {
    return parts.stream().allMatch(WILD::contains);
  }

  /**
   * {@return whether it can make the name}
   *
   * @param given asked of what it would have to be given, never of the whole name if a part is the
   *     macro's own
   */
  boolean makes(String name, Predicate<String> given) {
    for (String part : parts) {
      if (!WILD.contains(part) && !name.contains(part)) {
        return false;
      }
    }
    return makes(name, 0, given);
  }

  private boolean makes(String left, int index, Predicate<String> given) {
    if (index == parts.size()) {
      return left.isEmpty();
    }
    String part = parts.get(index);
    if (!WILD.contains(part)) {
      return left.startsWith(part) && makes(left.substring(part.length()), index + 1, given);
    }
    for (int end = 0; end <= left.length(); end++) {
      String taken = left.substring(0, end);
      boolean free = end == 0 || part.equals(ANYTHING);
      if (makes(left.substring(end), index + 1, given) && (free || given.test(taken))) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@return the chains of a macro}
   *
   * @param tokens behind {@code #define}
   * @param pasters macros that put together what they are given
   */
  static List<PasteChain> of(List<String> tokens, Set<String> pasters) {
    if (tokens.isEmpty()) {
      return List.of();
    }
    Set<String> parameters = new HashSet<>();
    int body = 1;
    if (tokens.size() > 1 && tokens.get(1).equals("(")) {
      body = Math.max(1, tokens.indexOf(")")) + 1;
      parameters.addAll(tokens.subList(1, body - 1));
    }
    Body text = new Body(tokens.subList(Math.min(body, tokens.size()), tokens.size()), parameters);
    List<PasteChain> chains = new ArrayList<>();
    text.runs().forEach(parts -> chains.add(new PasteChain(tokens.get(0), parts)));
    text.calls(pasters).forEach(parts -> chains.add(new PasteChain(tokens.get(0), parts)));
    return chains;
  }

  /** A macro's text and what it is given. */
  private record Body(List<String> tokens, Set<String> parameters) {

    /** Behind a comma, {@code ##} takes the comma away where nothing is given. */
    List<List<String>> runs() {
      List<List<String>> runs = new ArrayList<>();
      for (int at = 1; at < tokens.size(); at++) {
        if (isPaste(at) && !isPaste(at - 2)) {
          List<String> run = new ArrayList<>(List.of(part(at - 1)));
          for (int next = at; isPaste(next); next += 2) {
            run.add(part(next + 1));
          }
          runs.add(run);
        }
      }
      return runs;
    }

    private boolean isPaste(int at) {
      return at > 0
          && at + 1 < tokens.size()
          && tokens.get(at).equals("##")
          && Lexer.isWord(tokens.get(at - 1).charAt(0))
          && Lexer.isWord(tokens.get(at + 1).charAt(0));
    }

    private String part(int at) {
      String token = tokens.get(at);
      if (parameters.contains(token) || token.equals("__VA_ARGS__")) {
        return GIVEN;
      }
      return Lexer.isWord(token.charAt(0)) ? token : ANYTHING;
    }

    List<List<String>> calls(Set<String> pasters) {
      List<List<String>> calls = new ArrayList<>();
      for (int at = 0; at + 1 < tokens.size(); at++) {
        if (isCall(at, pasters)) {
          arguments(at + 2, pasters).ifPresent(calls::add);
        }
      }
      return calls;
    }

    private boolean isCall(int at, Set<String> pasters) {
      boolean opens = at + 1 < tokens.size() && tokens.get(at + 1).equals("(");
      return opens && pasters.contains(tokens.get(at));
    }

    /** What an argument is: one word, a call that puts words together itself, or anything. */
    private List<String> argument(int from, int end, Set<String> pasters) {
      if (end - from == 1) {
        return List.of(part(from));
      }
      return from < end && isCall(from, pasters)
          ? arguments(from + 2, pasters).orElse(List.of(ANYTHING))
          : List.of(ANYTHING);
    }

    private Optional<List<String>> arguments(int begin, Set<String> pasters) {
      List<String> parts = new ArrayList<>();
      int depth = 0;
      int from = begin;
      for (int at = begin; at < tokens.size(); at++) {
        String token = tokens.get(at);
        boolean ends = depth == 0 && (token.equals(",") || token.equals(")"));
        if (ends) {
          parts.addAll(argument(from, at, pasters));
          from = at + 1;
        }
        if (ends && token.equals(")")) {
          return Optional.of(parts);
        }
        depth += token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
      }
      return Optional.empty();
    }
  }
}
