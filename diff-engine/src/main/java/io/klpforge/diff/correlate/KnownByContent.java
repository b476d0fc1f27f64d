package io.klpforge.diff.correlate;

import io.klpforge.diff.elf.Section;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import java.util.List;
import java.util.Optional;

/**
 * Data that a macro or the compiler makes at its only use: its contents matter, never its identity.
 * A livepatch brings its own copy, even of what can be written to.
 */
public enum KnownByContent {
  /** Constants without a name, texts, gaps. */
  NAMELESS {
    @Override
    boolean holds(Piece piece, Section section) {
      return piece.symbol().isEmpty();
    }
  },
  /** Whether something was said or done once; descriptors of pr_debug(). */
  ONCE_OR_DEBUG {
    @Override
    boolean holds(Piece piece, Section section) {
      return SECTIONS.contains(section.name());
    }
  },
  /** What {@code __UNIQUE_ID()} named. */
  UNIQUE_ID {
    @Override
    boolean holds(Piece piece, Section section) {
      return piece.name().startsWith("__UNIQUE_ID_");
    }
  },
  /**
   * Statics of functions that macros declare: lockdep's keys, what was warned of once, {@code
   * __func__}, rate limits. A person may use such a name too, but hardly for a static variable
   * inside a function.
   */
  MACRO_STATIC {
    @Override
    boolean holds(Piece piece, Section section) {
      String base = SymbolName.base(piece.name());
      boolean ofFunction = SymbolName.isNumbered(piece.name()) || base.indexOf('.') > 0;
      return ofFunction
          && (STATICS.contains(SymbolName.declared(piece.name()))
              || FUNCTION_NAMES.contains(firstPart(base)));
    }
  },
  /** Constants of compilers and macros; where they can be written to, they hold state. */
  CONSTANT {
    @Override
    boolean holds(Piece piece, Section section) {
      return !section.isWritable() && isMadeConstant(piece.name());
    }
  },
  /** Names for the assembler alone. */
  LABEL {
    @Override
    boolean holds(Piece piece, Section section) {
      return piece.name().startsWith(".L");
    }
  },
  /** What UBSAN, KASAN and gcov want to know of the code, and what they count. */
  INSTRUMENTATION {
    @Override
    boolean holds(Piece piece, Section section) {
      return COUNTERS.stream().anyMatch(piece.name()::startsWith);
    }
  };

  private static final List<String> SECTIONS =
      List.of(".data.once", ".data..once", "__dyndbg", "__verbose", "__dyndbg_classes");

  private static final List<String> STATICS =
      List.of("__key", "__warned", "__already_done", "_rs", "__func__", "__FUNCTION__");

  /** Clang puts the function behind them: {@code __func__.f}. */
  private static final List<String> FUNCTION_NAMES =
      List.of("__func__", "__FUNCTION__", "__PRETTY_FUNCTION__");

  /** Numbered by the compiler; clang's literals begin with a dot. */
  private static final List<String> NUMBERED_CONSTANTS =
      List.of("CSWTCH", "__compound_literal", "_entry", "_entry_ptr", "C");

  private static final List<String> CONSTANT_PREFIXES =
      List.of(".str", ".compoundliteral", "switch.table.", "__const.", "anon.");

  private static final List<String> COUNTERS = List.of("__gcov", "__llvm_gcov", "__unnamed_");

  /** Sections of nameless data that may be written to and yet is no state of the kernel's. */
  private static final List<String> INSTRUMENTED =
      List.of(".Lubsan_", ".L__unnamed_", ".LASAN", ".LPBX");

  abstract boolean holds(Piece piece, Section section);

  private static boolean isMadeConstant(String name) {
    String base = SymbolName.base(name);
    boolean numbered = SymbolName.isNumbered(name) || base.indexOf('.') > 0;
    return CONSTANT_PREFIXES.stream().anyMatch(base::startsWith)
        || (numbered && NUMBERED_CONSTANTS.contains(SymbolName.declared(name)));
  }

  private static String firstPart(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  /**
   * {@return why a piece is known by its content}; empty if it is known by its name
   *
   * @param section it lies in
   */
  public static Optional<KnownByContent> of(Piece piece, Section section) {
    if (piece.symbol().isEmpty()) {
      return Optional.of(NAMELESS);
    }
    if (piece.role() != SectionRole.DATA || !piece.isLocal()) {
      return Optional.empty();
    }
    for (KnownByContent kind : values()) {
      if (kind.holds(piece, section)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /**
   * {@return whether two pieces known by content may stand for each other}: constants whatever they
   * are called, the rest only for its like
   */
  public static boolean areAlike(Piece orig, Section from, Piece patched, Section to) {
    Optional<KnownByContent> before = of(orig, from);
    Optional<KnownByContent> after = of(patched, to);
    if (before.isEmpty() || after.isEmpty()) {
      return false;
    }
    boolean named = before.get() == MACRO_STATIC || after.get() == MACRO_STATIC;
    boolean constants = before.get().isConstant() && after.get().isConstant();
    return named
        ? macro(orig.name()).equals(macro(patched.name()))
        : constants || before.equals(after);
  }

  private boolean isConstant() {
    return this == NAMELESS || this == CONSTANT || this == LABEL;
  }

  private static String macro(String name) {
    String first = firstPart(SymbolName.base(name));
    return FUNCTION_NAMES.contains(first) ? first : SymbolName.declared(name);
  }

  /**
   * {@return whether nameless data of a writable section may start anew}: a sanitizer notes there
   * what it has reported
   *
   * @param section its name
   */
  public static boolean isInstrumentation(String section) {
    return section.startsWith(".data") && INSTRUMENTED.stream().anyMatch(section::contains);
  }
}
