package io.klpforge.emit.livepatch;

import java.util.Optional;

/**
 * What the name of a livepatch symbol says: {@code .klp.sym.<object>.<name>,<position>}.
 *
 * <p>Source: {@code klp_resolve_symbols()}, kernel/livepatch/core.c, Linux 6.1.
 *
 * @param object who has the symbol: {@code vmlinux}, or a module's name with underscores
 * @param name the symbol's name there
 * @param position its place among the symbols of that name, from 1 on; 0 if it is the only one
 */
public record KlpSymbolName(String object, String name, long position) {
  private static final String PREFIX = ".klp.sym.";
  private static final int OBJECT_LIMIT = 55;
  private static final int NAME_LIMIT = 511;

  /** {@return what a symbol's name says; empty if it is not of this form} */
  public static Optional<KlpSymbolName> parse(String symbol) {
    return symbol.startsWith(PREFIX)
        ? parseBehind(symbol.substring(PREFIX.length()))
        : Optional.empty();
  }

  /** {@return what {@code <object>.<name>,<position>} says; empty if it is not of this form} */
  static Optional<KlpSymbolName> parseBehind(String text) {
    int dot = text.indexOf('.');
    int comma = text.lastIndexOf(',');
    if (dot < 0 || comma < dot || !text.substring(comma + 1).matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    long position = Long.parseLong(text.substring(comma + 1));
    return Optional.of(
        new KlpSymbolName(text.substring(0, dot), text.substring(dot + 1, comma), position));
  }

  /** {@return the symbol's name in the finished module} */
  public String symbol() {
    return PREFIX + unprefixed();
  }

  String unprefixed() {
    return object + "." + name + "," + position;
  }

  /**
   * {@return why the kernel could not read this name, or empty if it can}
   *
   * <p>Its format is {@code ".klp.sym.%55[^.].%511[^,],%lu"}.
   */
  public Optional<String> problem() {
    return objectProblem(object).or(() -> nameProblem(name));
  }

  /** {@return why the kernel could not read an object's name, or empty if it can} */
  static Optional<String> objectProblem(String object) {
    if (object.isEmpty() || object.length() > OBJECT_LIMIT || object.indexOf('.') >= 0) {
      return Optional.of(
          "the kernel reads object names of 1 to " + OBJECT_LIMIT + " characters without a dot");
    }
    return Optional.empty();
  }

  /** {@return why the kernel could not read a symbol's name, or empty if it can} */
  static Optional<String> nameProblem(String name) {
    if (name.isEmpty() || name.length() > NAME_LIMIT || name.indexOf(',') >= 0) {
      return Optional.of(
          "the kernel reads symbol names of 1 to " + NAME_LIMIT + " characters without a comma");
    }
    return Optional.empty();
  }
}
