package io.klpforge.driver.kbuild;

import java.util.List;
import java.util.regex.Pattern;

/** The {@code #include} lines of a C file. */
public final class IncludeLines {
  private static final Pattern INCLUDE =
      Pattern.compile("(?m)^[ \\t]*#[ \\t]*include(?:_next)?[ \\t]*([\"<][^\">\\n]+)[\">]");

  private IncludeLines() {}

  /** {@return what each names, behind the quote or bracket that it begins with} */
  public static List<String> of(String text) {
    return INCLUDE.matcher(text).results().map(found -> found.group(1)).toList();
  }
}
