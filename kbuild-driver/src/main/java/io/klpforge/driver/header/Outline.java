package io.klpforge.driver.header;

import io.klpforge.driver.header.Declaration.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A declaration with what is in brackets folded: {@code static inline int foo () {}}. Told from the
 * few shapes that headers have; a macro among them that is not known here makes it unclear.
 *
 * @param top the tokens outside brackets, a pair of brackets for each group
 * @param groups the tokens inside each group, in their order
 */
record Outline(List<String> top, List<List<String>> groups) {
  /** Reads the tokens of one declaration. */
  static Outline of(List<String> tokens) {
    List<String> top = new ArrayList<>();
    List<List<String>> groups = new ArrayList<>();
    int depth = 0;
    for (String token : tokens) {
      boolean opens = "([{".contains(token);
      boolean closes = ")]}".contains(token);
      if (opens && depth++ == 0) {
        top.add(token.equals("(") ? "()" : token.equals("[") ? "[]" : "{}");
        groups.add(new ArrayList<>());
      } else {
        boolean ends = closes && --depth == 0;
        if (!ends) {
          (depth > 0 ? groups.get(groups.size() - 1) : top).add(token);
        }
      }
    }
    return new Outline(List.copyOf(top), List.copyOf(groups));
  }

  /** {@return whether it ends with the body that it has} */
  boolean isFunction() {
    boolean body = top.get(top.size() - 1).equals("{}") && top.contains("()");
    return body && !top.contains("=") && (top.contains("static") || beforeBody().equals("()"));
  }

  private String beforeBody() {
    int at = top.indexOf("{}");
    return at < 1 ? "" : top.get(at - 1);
  }

  Kind kind() {
    if (isSilent()) {
      return Kind.SILENT;
    }
    if (isLasting()) {
      return Kind.OTHER;
    }
    if (isType()) {
      return isTypedef() || isOnlyType() ? named(Kind.TYPE) : Kind.OTHER;
    }
    if (isTypedef()) {
      return named(Kind.TYPE);
    }
    if (!top.contains("()") || (functions().isEmpty() && !isUnclear())) {
      return isVariable() ? named(Kind.VARIABLE) : Kind.OTHER;
    }
    boolean one = functions().size() == 1 && !isUnclear() && !isWord(1, "()") && !has("=");
    if (!one) {
      return Kind.OTHER;
    }
    if (has("{}")) {
      return has("static") && isFunction() ? Kind.FUNCTION : Kind.OTHER;
    }
    return Kind.PROTOTYPE;
  }

  private boolean isLasting() {
    boolean kept = has("static") && HeaderWords.LASTING.stream().anyMatch(top::contains);
    return kept || (!isType() && (has("asm") || has("__asm__")));
  }

  private Kind named(Kind kind) {
    return names(kind).isEmpty() ? Kind.OTHER : kind;
  }

  Set<String> names() {
    return names(kind());
  }

  private Set<String> names(Kind kind) {
    return switch (kind) {
      case FUNCTION, PROTOTYPE -> functions();
      case VARIABLE -> declared(before("="));
      case TYPE -> isType() ? typeNames() : typedefNames();
      case MACRO, SILENT, OTHER -> Set.of();
    };
  }

  private boolean has(String token) {
    return top.contains(token);
  }

  private boolean isWord(int index, String token) {
    return top.size() > index && top.get(index).equals(token);
  }

  private boolean isSilent() {
    boolean forward =
        top.size() == 3 && HeaderWords.TAGS.contains(top.get(0)) && isName(top.get(1));
    boolean asserts = Set.of("static_assert", "_Static_assert").contains(top.get(0));
    return forward || (asserts && top.size() == 3 && isWord(1, "()"));
  }

  private boolean isTypedef() {
    return top.get(0).equals("typedef");
  }

  /** {@return whether a structure, union or enumeration with its members begins it} */
  private boolean isType() {
    int tag = isTypedef() ? 1 : 0;
    while (tag < top.size()
        && HeaderWords.KEYWORDS.contains(top.get(tag))
        && !HeaderWords.TAGS.contains(top.get(tag))) {
      tag++;
    }
    int body = top.indexOf("{}");
    boolean begins = tag < top.size() && HeaderWords.TAGS.contains(top.get(tag)) && body > tag;
    boolean plain = tag == 0 || isTypedef();
    return begins
        && plain
        && top.subList(tag + 1, body).stream().allMatch(t -> isName(t) || t.equals("()"));
  }

  private boolean isOnlyType() {
    return top.lastIndexOf("{}") == top.indexOf("{}")
        && behindBody().stream()
            .allMatch(t -> HeaderWords.ATTRIBUTES.contains(t) || t.equals("()") || t.equals(";"));
  }

  private List<String> behindBody() {
    return top.subList(top.lastIndexOf("{}") + 1, top.size());
  }

  private boolean isVariable() {
    boolean known = has("extern") || (has("static") && (!has("{}") || has("=")));
    return known && !before("=").contains("{}");
  }

  private List<String> before(String token) {
    int at = top.indexOf(token);
    return at < 0 ? top : top.subList(0, at);
  }

  /** {@return the words before parentheses that are no attributes} */
  private Set<String> functions() {
    Set<String> names = new HashSet<>();
    for (int i = 1; i < top.size(); i++) {
      if (top.get(i).equals("()") && isName(top.get(i - 1))) {
        names.add(top.get(i - 1));
      }
    }
    names.removeAll(HeaderWords.ATTRIBUTES);
    return names;
  }

  /** {@return whether parentheses stand where no function's parameters do} */
  private boolean isUnclear() {
    for (int i = 0; i < top.size(); i++) {
      if (top.get(i).equals("()") && (i == 0 || !isName(top.get(i - 1)))) {
        return true;
      }
    }
    return false;
  }

  private Set<String> typeNames() {
    Set<String> names = new HashSet<>();
    int body = top.indexOf("{}");
    top.subList(0, body).stream().filter(Outline::isName).forEach(names::add);
    if (isTypedef()) {
      behindBody().stream().filter(Outline::isName).forEach(names::add);
    }
    for (List<String> group : groups) {
      nested(group, names);
    }
    if (has("enum")) {
      groups.forEach(group -> group.stream().filter(Outline::isName).forEach(names::add));
    }
    names.removeAll(HeaderWords.ATTRIBUTES);
    names.removeIf(name -> name.startsWith("CONFIG_"));
    return names;
  }

  /** Tags and enumerators inside are declared outside. */
  private static void nested(List<String> group, Set<String> names) {
    for (int i = 0; i < group.size(); i++) {
      if (HeaderWords.TAGS.contains(group.get(i))) {
        int body = i + 1;
        while (body < group.size() && isName(group.get(body))) {
          body++;
        }
        if (body < group.size() && group.get(body).equals("{")) {
          names.addAll(group.subList(i + 1, body));
          int end =
              group.get(i).equals("enum") ? group.subList(body, group.size()).indexOf("}") : 0;
          group.subList(body, body + Math.max(0, end)).stream()
              .filter(Outline::isName)
              .forEach(names::add);
        }
      }
    }
  }

  private Set<String> typedefNames() {
    Set<String> names = declared(top.subList(1, top.size()));
    if (has("()")) {
      functions().forEach(names::add);
      groups.stream().limit(1).flatMap(List::stream).filter(Outline::isName).forEach(names::add);
      names.removeAll(HeaderWords.COMMON_TYPES);
    }
    return names;
  }

  /** {@return the words that are not part of the type: too many rather than too few} */
  private static Set<String> declared(List<String> tokens) {
    List<String> words = new ArrayList<>();
    boolean typed = false;
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i);
      typed |= HeaderWords.TYPE_WORDS.contains(token);
      boolean tag = i > 0 && HeaderWords.TAGS.contains(tokens.get(i - 1));
      if (isName(token) && !tag && !HeaderWords.ATTRIBUTES.contains(token)) {
        words.add(token);
      }
    }
    return new HashSet<>(typed || words.size() < 2 ? words : words.subList(1, words.size()));
  }

  static boolean isName(String token) {
    char c = token.charAt(0);
    return Lexer.isWord(c) && !Character.isDigit(c) && !HeaderWords.KEYWORDS.contains(token);
  }
}
