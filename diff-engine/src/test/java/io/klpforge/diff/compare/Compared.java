package io.klpforge.diff.compare;

import io.klpforge.diff.built.ObjectBuilder;
import java.util.List;
import java.util.stream.Stream;

/** The verdicts of a comparison as a test wants to read them. */
public final class Compared {
  private Compared() {}

  /** {@return the comparison of two objects} */
  public static ObjectDiff diff(ObjectBuilder orig, ObjectBuilder patched) {
    return ObjectComparator.compare(orig.read(), patched.read(), LineNumbers.EXACT);
  }

  /** {@return "VERDICT name" of everything that is not the same} */
  public static List<String> changes(ObjectBuilder orig, ObjectBuilder patched) {
    return changes(diff(orig, patched));
  }

  /** {@return the same where line numbers may have moved} */
  static List<String> changesBesideLines(ObjectBuilder orig, ObjectBuilder patched) {
    return changes(ObjectComparator.compare(orig.read(), patched.read(), LineNumbers.TOLERATED));
  }

  static List<String> changes(ObjectDiff diff) {
    return Stream.concat(diff.functions().stream(), diff.data().stream())
        .filter(one -> one.verdict() != Verdict.SAME)
        .map(one -> one.verdict() + " " + one.piece().name())
        .toList();
  }

  /** {@return what the comparison says about the first difference of the only change} */
  static String difference(ObjectBuilder orig, ObjectBuilder patched) {
    return Stream.concat(
            diff(orig, patched).functions().stream(), diff(orig, patched).data().stream())
        .flatMap(one -> one.difference().stream())
        .map(difference -> difference.offset() + ": " + difference.what())
        .reduce((a, b) -> a + "; " + b)
        .orElse("none");
  }
}
