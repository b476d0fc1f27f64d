package io.klpforge.diff.correlate;

import io.klpforge.diff.elf.Section;
import io.klpforge.diff.layout.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What compilers and the kernel's macros make of the names people write. */
public final class SymbolName {
  private static final String COLD = ".cold";
  private static final String PROMOTED = ".llvm.";

  /**
   * Names that end in numbers of the kernel's macros: {@code __COUNTER__}, {@code __LINE__}.
   *
   * <p>Source: {@code __UNIQUE_ID()}, include/linux/compiler-gcc.h; {@code __BTF_ID()} and {@code
   * __ID()}, include/linux/btf_ids.h (6.1).
   */
  private static final List<String> UNIQUE = List.of("__UNIQUE_ID_", "__BTF_ID__");

  /**
   * Marks of a function or variable that a compiler moved out of its file's scope: its identity and
   * its calling convention stay. gcc's {@code .lto_priv} and {@code .localalias}, clang's {@code
   * .llvm} (ThinLTO) and {@code .__uniq} ({@code -funique-internal-linkage-names}).
   */
  private static final Set<String> SCOPE_MARKS =
      Set.of("llvm", "lto_priv", "localalias", "__uniq", "local");

  /** Marks of a function made from another, often with other arguments. */
  private static final Set<String> CLONE_MARKS =
      Set.of("isra", "constprop", "part", "cold", "specialized", "argprom", "argelim", "retelim");

  /** More do not fit a long; only clang's hashes have more. */
  private static final int MOST_DIGITS = 18;

  private SymbolName() {}

  /**
   * {@return the name without what the compiler deals out anew in each build}: {@code quirk.97} is
   * {@code quirk}, {@code foo.isra.0.cold} is {@code foo.isra.cold}, {@code foo.llvm.1234} is
   * {@code foo}
   */
  public static String base(String name) {
    String plain = name.indexOf('.') < 0 ? name : String.join(".", lasting(name));
    return withoutUniqueNumber(plain);
  }

  /** Without numbers and marks of scope; the first part always lasts. */
  private static List<String> lasting(String name) {
    List<String> lasting = new ArrayList<>();
    for (String part : parts(name)) {
      if (lasting.isEmpty() || !(isNumber(part) || SCOPE_MARKS.contains(part))) {
        lasting.add(part);
      }
    }
    return lasting;
  }

  private static List<String> parts(String name) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', from)) {
      parts.add(name.substring(from, dot));
      from = dot + 1;
    }
    parts.add(name.substring(from));
    return parts;
  }

  private static boolean isNumber(String part) {
    for (int i = 0; i < part.length(); i++) {
      if (part.charAt(i) < '0' || part.charAt(i) > '9') {
        return false;
      }
    }
    return !part.isEmpty();
  }

  /** {@code __UNIQUE_ID_quirk452} is {@code __UNIQUE_ID_quirk}. */
  private static String withoutUniqueNumber(String name) {
    int mark = UNIQUE.stream().mapToInt(name::indexOf).max().orElseThrow();
    if (mark < 0) {
      return name;
    }
    int dot = name.indexOf('.', mark);
    int end = dot < 0 ? name.length() : dot;
    int number = end;
    while (number > mark && isNumber(name.substring(number - 1, number))) {
      number--;
    }
    return name.substring(0, number) + name.substring(end);
  }

  /**
   * {@return the name by which a static variable was declared}: {@code count} of gcc's {@code
   * count.3} and of clang's {@code f.count.1}
   */
  static String declared(String name) {
    String base = base(name);
    int dot = base.lastIndexOf('.');
    return dot < 0 || dot == base.length() - 1 ? base : base.substring(dot + 1);
  }

  /** {@return the function in the source that one was made from}: {@code f} of {@code f.part.0} */
  static String root(String name) {
    List<String> parts = parts(name);
    int last = parts.size();
    while (last > 1 && isMark(parts.get(last - 1))) {
      last--;
    }
    return String.join(".", parts.subList(0, last));
  }

  private static boolean isMark(String part) {
    return isNumber(part) || CLONE_MARKS.contains(part) || SCOPE_MARKS.contains(part);
  }

  /** {@return the last number that the compiler put into the name; -1 if there is none} */
  static long number(String name) {
    List<String> parts = parts(name);
    for (int i = parts.size() - 1; i > 0; i--) {
      String part = parts.get(i);
      if (isNumber(part)) {
        return Long.parseLong(part.substring(Math.max(0, part.length() - MOST_DIGITS)));
      }
    }
    return -1;
  }

  /** {@return whether the compiler put a number or a mark of scope into the name} */
  public static boolean isNumbered(String name) {
    return !base(name).equals(name);
  }

  /**
   * {@return clang's hash of the file that a promoted name came from}: {@code 1234} of {@code
   * foo.llvm.1234}
   */
  static Optional<String> promotion(String name) {
    int at = name.indexOf(PROMOTED);
    return at <= 0 ? Optional.empty() : Optional.of(parts(name.substring(at + 6)).get(0));
  }

  /**
   * {@return whether a piece is known by what it holds, not by a name}: it has none, or a macro or
   * the compiler made it at its only use
   *
   * @param section it lies in
   */
  public static boolean isKnownByContent(Piece piece, Section section) {
    return KnownByContent.of(piece, section).isPresent();
  }

  /** {@return the name of the function that {@code name} is the unlikely part of} */
  public static Optional<String> parentOfCold(String name) {
    int cold = name.indexOf(COLD);
    boolean isCold = cold > 0 && (name.endsWith(COLD) || name.startsWith(COLD + ".", cold));
    return isCold ? Optional.of(name.substring(0, cold)) : Optional.empty();
  }

  /**
   * {@return whether a function only tells a sanitizer or gcov of the object's data}, when the
   * kernel or module starts or ends
   *
   * <p>gcc names it {@code _sub_I_00099_0} with the priority and a number, clang {@code
   * asan.module_ctor}. What a livepatch brings is not told of: its variables have no guarded
   * surroundings, its counters are not shown, nothing runs differently.
   */
  public static boolean isInstrumentationStart(String name) {
    return name.startsWith("_sub_I_")
        || name.startsWith("_sub_D_")
        || name.startsWith("_GLOBAL__sub_I_")
        || name.startsWith("_GLOBAL__sub_D_")
        || name.endsWith(".module_ctor")
        || name.endsWith(".module_dtor")
        || name.startsWith("__llvm_gcov_");
  }
}
