package io.klpforge.diff.compare;

import io.klpforge.diff.layout.Target;

/** What a reference means, in words for people. */
final class Meaning {
  private static final int LONGEST_TEXT = 40;

  private Meaning() {}

  static String of(Target target) {
    if (target instanceof Target.InString string) {
      String text = string.text();
      boolean isLong = text.length() > LONGEST_TEXT;
      return "\"" + (isLong ? text.substring(0, LONGEST_TEXT) + "..." : text) + "\"";
    }
    if (target instanceof Target.External external) {
      return external.symbol().name();
    }
    Target.InPiece in = (Target.InPiece) target;
    String name = in.piece().name().isEmpty() ? "unnamed data" : in.piece().name();
    return in.offset() == 0 ? name : name + String.format("+0x%x", in.offset());
  }
}
