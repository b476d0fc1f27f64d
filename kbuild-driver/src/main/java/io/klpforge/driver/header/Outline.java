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
  private static final Set<String> TAGS = Set.of("struct", "union", "enum");

  private static final Set<String> KEYWORDS =
      Set.of(
          "void",
          "char",
          "short",
          "int",
          "long",
          "float",
          "double",
          "signed",
          "unsigned",
          "_Bool",
          "__signed__",
          "const",
          "__const",
          "volatile",
          "__volatile__",
          "restrict",
          "static",
          "extern",
          "inline",
          "__inline",
          "__inline__",
          "typedef",
          "register",
          "struct",
          "union",
          "enum",
          "__extension__",
          "__int128",
          "if",
          "ifdef",
          "ifndef",
          "elif",
          "else",
          "endif",
          "_Atomic",
          "_Thread_local");

  /** These say which type is meant: with one of them no other word does. */
  private static final Set<String> TYPE_WORDS =
      Set.of(
          "void",
          "char",
          "short",
          "int",
          "long",
          "float",
          "double",
          "signed",
          "unsigned",
          "_Bool",
          "__int128",
          "struct",
          "union",
          "enum");

  /** Types that every file names, and that only the headers that make types declare. */
  private static final Set<String> COMMON_TYPES =
      Set.of(
          "bool",
          "u8",
          "u16",
          "u32",
          "u64",
          "s8",
          "s16",
          "s32",
          "s64",
          "__u8",
          "__u16",
          "__u32",
          "__u64",
          "__s8",
          "__s16",
          "__s32",
          "__s64",
          "__le16",
          "__le32",
          "__le64",
          "__be16",
          "__be32",
          "__be64",
          "size_t",
          "ssize_t",
          "loff_t",
          "gfp_t",
          "dma_addr_t",
          "ktime_t",
          "pid_t",
          "sector_t",
          "phys_addr_t",
          "atomic_t",
          "spinlock_t");

  /** Macros and keywords that say something about what is declared, and declare nothing. */
  private static final Set<String> ATTRIBUTES =
      Set.of(
          "__attribute__",
          "__attribute",
          "__printf",
          "__scanf",
          "__alloc_size",
          "__must_hold",
          "__acquires",
          "__releases",
          "__aligned",
          "__malloc",
          "__format_arg",
          "__cond_acquires",
          "__assume_aligned",
          "__realloc_size",
          "__packed",
          "____cacheline_aligned",
          "____cacheline_aligned_in_smp",
          "____cacheline_internodealigned_in_smp",
          "__cacheline_group",
          "__randomize_layout",
          "__no_randomize_layout",
          "__ro_after_init",
          "__read_mostly",
          "__must_check",
          "__pure",
          "__maybe_unused",
          "__always_unused",
          "__deprecated",
          "__cold",
          "__weak",
          "__init",
          "__exit",
          "__rcu",
          "__iomem",
          "__user",
          "__percpu",
          "__force",
          "__kernel",
          "__bitwise",
          "asmlinkage",
          "notrace",
          "noinline",
          "noinstr",
          "__always_inline",
          "__nocast",
          "__safe",
          "__counted_by",
          "__latent_entropy",
          "__counted_by_ptr",
          "__private",
          "__attribute_const__",
          "__noreturn",
          "__cpuidle",
          "noinline_for_stack",
          "__visible",
          "__net_init",
          "__net_exit",
          "__sched",
          "__lockfunc",
          "__no_sanitize_address",
          "__initdata",
          "__flatten",
          "nokprobe_inline",
          "__naked",
          "____cacheline_internodealigned",
          "__designated_init",
          "__nonstring");

  /** With one of these a static thing is kept, or called, though nobody names it. */
  private static final Set<String> LASTING =
      Set.of("__used", "__attribute__", "__attribute", "__section", "asm", "__asm__", "__initcall");

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
    boolean kept = has("static") && LASTING.stream().anyMatch(top::contains);
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
    boolean forward = top.size() == 3 && TAGS.contains(top.get(0)) && isName(top.get(1));
    boolean asserts = Set.of("static_assert", "_Static_assert").contains(top.get(0));
    return forward || (asserts && top.size() == 3 && isWord(1, "()"));
  }

  private boolean isTypedef() {
    return top.get(0).equals("typedef");
  }

  /** {@return whether a structure, union or enumeration with its members begins it} */
  private boolean isType() {
    int tag = isTypedef() ? 1 : 0;
    while (tag < top.size() && KEYWORDS.contains(top.get(tag)) && !TAGS.contains(top.get(tag))) {
      tag++;
    }
    int body = top.indexOf("{}");
    boolean begins = tag < top.size() && TAGS.contains(top.get(tag)) && body > tag;
    boolean plain = tag == 0 || isTypedef();
    return begins
        && plain
        && top.subList(tag + 1, body).stream().allMatch(t -> isName(t) || t.equals("()"));
  }

  private boolean isOnlyType() {
    return top.lastIndexOf("{}") == top.indexOf("{}")
        && behindBody().stream()
            .allMatch(t -> ATTRIBUTES.contains(t) || t.equals("()") || t.equals(";"));
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
    names.removeAll(ATTRIBUTES);
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
    names.removeAll(ATTRIBUTES);
    names.removeIf(name -> name.startsWith("CONFIG_"));
    return names;
  }

  /** Tags and enumerators inside are declared outside. */
  private static void nested(List<String> group, Set<String> names) {
    for (int i = 0; i < group.size(); i++) {
      if (TAGS.contains(group.get(i))) {
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
      names.removeAll(COMMON_TYPES);
    }
    return names;
  }

  /** {@return the words that are not part of the type: too many rather than too few} */
  private static Set<String> declared(List<String> tokens) {
    List<String> words = new ArrayList<>();
    boolean typed = false;
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i);
      typed |= TYPE_WORDS.contains(token);
      boolean tag = i > 0 && TAGS.contains(tokens.get(i - 1));
      if (isName(token) && !tag && !ATTRIBUTES.contains(token)) {
        words.add(token);
      }
    }
    return new HashSet<>(typed || words.size() < 2 ? words : words.subList(1, words.size()));
  }

  static boolean isName(String token) {
    char c = token.charAt(0);
    return Lexer.isWord(c) && !Character.isDigit(c) && !KEYWORDS.contains(token);
  }
}
