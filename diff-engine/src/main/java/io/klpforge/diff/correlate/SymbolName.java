package io.klpforge.diff.correlate;

import io.klpforge.diff.elf.Section;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What compilers and the kernel's macros make of the names people write. */
public final class SymbolName {
  private static final Pattern NUMBER = Pattern.compile("\\.[0-9]+(?=\\.|$)");
  private static final Pattern UNIQUE_ID = Pattern.compile("(__UNIQUE_ID_.*?)[0-9]+(?=\\.|$)");

  /**
   * Statics of functions that macros make anew at each use: their contents matter, never their
   * identity.
   *
   * <p>From lockdep keys, once-only warnings, {@code __func__}, rate limits. A person may use such
   * a name too, but hardly for a static variable inside a function.
   */
  private static final List<String> ALWAYS_NEW =
      List.of(
          "__key",
          "__warned",
          "__already_done",
          "__func__",
          "__FUNCTION__",
          "__PRETTY_FUNCTION__",
          "_rs");

  /** Constants that compilers and macros make; where they can be written to, they hold state. */
  private static final List<String> CONSTANT =
      List.of("CSWTCH", "__compound_literal", "_entry", "_entry_ptr");

  private static final List<String> ALWAYS_NEW_SECTIONS =
      List.of(".data.once", ".data..once", "__dyndbg", "__verbose", "__dyndbg_classes");

  private static final String COLD = ".cold";

  /** More do not fit a long; only clang's hashes have more. */
  private static final int MOST_DIGITS = 18;

  private SymbolName() {}

  /**
   * {@return the name without the numbers that the compiler deals out anew in each build}: {@code
   * quirk.97} is {@code quirk}, {@code foo.isra.0.cold} is {@code foo.isra.cold}
   */
  public static String base(String name) {
    String plain = name.indexOf('.') < 0 ? name : NUMBER.matcher(name).replaceAll("");
    return plain.contains("__UNIQUE_ID_") ? UNIQUE_ID.matcher(plain).replaceAll("$1") : plain;
  }

  /** {@return the last number that the compiler put into the name; -1 if there is none} */
  static long number(String name) {
    Matcher numbers = NUMBER.matcher(name);
    String last = "-1";
    while (numbers.find()) {
      last = numbers.group().substring(1);
    }
    return Long.parseLong(last.substring(Math.max(0, last.length() - MOST_DIGITS)));
  }

  /** {@return whether the compiler put a number into the name} */
  public static boolean isNumbered(String name) {
    return !base(name).equals(name);
  }

  /**
   * {@return whether a piece is known by what it holds, not by a name}: it has none, or a macro
   * made it at its only use
   *
   * @param section it lies in
   */
  public static boolean isKnownByContent(Piece piece, Section section) {
    if (piece.symbol().isEmpty()) {
      return true;
    }
    if (piece.role() != SectionRole.DATA || !piece.isLocal()) {
      return false;
    }
    String base = base(piece.name());
    boolean numbered = isNumbered(piece.name());
    return ALWAYS_NEW_SECTIONS.contains(section.name())
        || base.startsWith("__UNIQUE_ID_")
        || base.startsWith(".L")
        || (numbered && ALWAYS_NEW.contains(base))
        || (numbered && CONSTANT.contains(base) && !section.isWritable());
  }

  /** {@return the name of the function that {@code name} is the unlikely part of} */
  public static Optional<String> parentOfCold(String name) {
    int cold = name.indexOf(COLD);
    boolean isCold = cold > 0 && (name.endsWith(COLD) || name.startsWith(COLD + ".", cold));
    return isCold ? Optional.of(name.substring(0, cold)) : Optional.empty();
  }
}
