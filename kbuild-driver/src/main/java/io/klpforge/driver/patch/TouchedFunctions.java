package io.klpforge.driver.patch;

import io.klpforge.diff.source.LineMatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The functions whose own lines differ between two texts of one file.
 *
 * <p>Told by the kernel's habit: a function's body ends with a brace in the first column, its head
 * begins behind a blank line, a directive, or the end of what is before. Of a definition by a macro
 * ({@code SYSCALL_DEFINE3(open, ...)}) the macro's first argument counts as well.
 */
public final class TouchedFunctions {
  private static final Pattern NAMED = Pattern.compile("(\\w+)\\s*\\(\\s*(\\w*)");

  private static final Pattern MACRO = Pattern.compile("[A-Z][A-Z0-9_]*");

  private TouchedFunctions() {}

  /** {@return names as in the source, sorted} */
  public static SortedSet<String> between(String orig, String patched) {
    List<String> before = List.of(orig.split("\n", -1));
    List<String> after = List.of(patched.split("\n", -1));
    int[] twin = LineMatch.of(before, after);
    Set<Integer> kept = new HashSet<>();
    Arrays.stream(twin).filter(index -> index >= 0).forEach(kept::add);
    SortedSet<String> names = new TreeSet<>(in(after, index -> twin[index] < 0));
    names.addAll(in(before, index -> !kept.contains(index)));
    return names;
  }

  /**
   * {@return whether the compiler may call so what the source calls {@code name}}: {@code
   * __x64_sys_open} is made of {@code open}
   *
   * @param symbol without the compiler's suffixes
   */
  public static boolean isNamed(String symbol, String name) {
    return symbol.equals(name) || (symbol.startsWith("__") && symbol.endsWith("_" + name));
  }

  private static List<String> in(List<String> lines, IntPredicate changed) {
    Blocks blocks = new Blocks();
    for (int i = 0; i < lines.size(); i++) {
      blocks.read(lines.get(i), changed.test(i));
    }
    return blocks.touched;
  }

  /** Reads a source line by line; what is between functions is no block's. */
  private static final class Blocks {
    private final List<String> touched = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private boolean inBody;
    private boolean isTouched;

    void read(String line, boolean changed) {
      isTouched |= changed && !line.isBlank();
      if (line.startsWith("}")) {
        end();
      } else if (!inBody && isOutside(line)) {
        names.clear();
        isTouched = false;
      } else if (!inBody) {
        names.addAll(named(line));
        inBody = line.startsWith("{") || isOpening(line);
      }
    }

    private void end() {
      if (isTouched) {
        touched.addAll(names);
      }
      names.clear();
      inBody = false;
      isTouched = false;
    }
  }

  /** Blank, a directive, a comment, or a declaration. */
  private static boolean isOutside(String line) {
    boolean comment = line.startsWith("/*") || line.startsWith(" *");
    return line.isBlank() || line.startsWith("#") || line.endsWith(";") || comment;
  }

  private static boolean isOpening(String line) {
    return line.endsWith("{") && !Character.isWhitespace(line.charAt(0));
  }

  private static List<String> named(String line) {
    List<String> names = new ArrayList<>();
    Matcher matcher = NAMED.matcher(line);
    while (matcher.find()) {
      names.add(matcher.group(1));
      if (MACRO.matcher(matcher.group(1)).matches() && !matcher.group(2).isEmpty()) {
        names.add(matcher.group(2));
      }
    }
    return names;
  }
}
