package io.klpforge.diff.compare;

import io.klpforge.diff.correlate.SymbolName;
import io.klpforge.diff.layout.Target;
import java.util.List;

/** What macros name beside a line: the source file, or the function. */
final class SourcePlace {
  private static final List<String> ENDINGS = List.of(".c", ".h", ".S", ".inc");

  private SourcePlace() {}

  static boolean isNamedBy(Target target) {
    return isFile(target)
        || (target instanceof Target.InPiece in
            && SymbolName.base(in.piece().name()).equals("__func__"));
  }

  /** {@return whether clang's {@code __func__} in {@code function} is meant}: a mere text */
  static boolean isName(Target target, String function) {
    int suffix = function.indexOf('.');
    String written = suffix < 0 ? function : function.substring(0, suffix);
    return target instanceof Target.InString string && string.text().equals(written);
  }

  static boolean isFile(Target target) {
    return target instanceof Target.InString string
        && ENDINGS.stream().anyMatch(string.text()::endsWith);
  }
}
