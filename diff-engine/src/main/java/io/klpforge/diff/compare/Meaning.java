package io.klpforge.diff.compare;

import io.klpforge.diff.layout.QuotedText;
import io.klpforge.diff.layout.Target;

/** What a reference means, in words for people. */
final class Meaning {
  private Meaning() {}

  /** {@return what a reference means now, and what it meant} */
  static String of(Target patched, Target orig) {
    if (patched instanceof Target.InString now && orig instanceof Target.InString before) {
      return QuotedText.of(now.text(), before.text())
          + ", was "
          + QuotedText.of(before.text(), now.text());
    }
    return of(patched) + ", was " + of(orig);
  }

  static String of(Target target) {
    if (target instanceof Target.InString string) {
      return QuotedText.of(string.text());
    }
    if (target instanceof Target.External external) {
      return external.symbol().name();
    }
    Target.InPiece in = (Target.InPiece) target;
    String name = in.piece().name().isEmpty() ? "unnamed data" : in.piece().name();
    return in.offset() == 0 ? name : name + String.format("+0x%x", in.offset());
  }
}
