package io.klpforge.driver.patch;

import io.klpforge.diff.source.LineMatch;
import java.util.List;

/**
 * Keeps {@code __LINE__} of untouched code what it was.
 *
 * <p>Macros such as {@code WARN_ON} compile the line number into the code. A patch that adds a line
 * thus changes every function below, unless a {@code #line} directive says what number the line had
 * before. New lines count on from where they stand. {@code __FILE__} is not touched.
 */
public final class LineDirectives {
  private LineDirectives() {}

  /**
   * {@return the patched text with directives where lines moved}
   *
   * @param orig the text before the patch; lines end with {@code \n}
   * @param patched the text with the patch
   */
  public static String insert(String orig, String patched) {
    List<String> after = lines(patched);
    return new Pass(after, LineMatch.of(lines(orig), after)).run();
  }

  private static List<String> lines(String text) {
    return List.of(text.split("\n", -1));
  }

  /** One walk over the patched text. */
  private static final class Pass {
    private final List<String> lines;
    private final int[] twin;
    private final CLineScanner scanner = new CLineScanner();
    private final StringBuilder out = new StringBuilder();

    /** What the compiler believes the next line's index to be, from 0. */
    private int believed;

    /** A directive may stand in a branch that is not compiled: repeat it where branches end. */
    private boolean suspect;

    private boolean forced;

    Pass(List<String> lines, int[] twin) {
      this.lines = lines;
      this.twin = twin;
    }

    String run() {
      for (int i = 0; i < lines.size(); i++) {
        if (twin[i] >= 0 && !isEnd(i)) {
          direct(twin[i]);
        }
        out.append(lines.get(i)).append(isEnd(i) ? "" : "\n");
        scanner.read(lines.get(i));
        forced |= suspect && scanner.behindBoundary();
        suspect &= scanner.conditionals() > 0 || !scanner.behindBoundary();
        believed++;
      }
      return out.toString();
    }

    private boolean isEnd(int index) {
      return index == lines.size() - 1;
    }

    private void direct(int index) {
      boolean moved = believed != index;
      suspect |= moved && scanner.conditionals() > 0;
      if ((moved || forced) && scanner.isSafe()) {
        out.append("#line ").append(index + 1).append('\n');
        believed = index;
        forced = false;
      }
    }
  }
}
