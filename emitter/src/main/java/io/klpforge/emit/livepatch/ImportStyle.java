package io.klpforge.emit.livepatch;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How {@code MODULE_IMPORT_NS} wants its argument. */
public enum ImportStyle {
  /** {@code MODULE_IMPORT_NS(CRYPTO_INTERNAL)}: Linux 5.4 to 6.12. */
  IDENTIFIER,
  /** {@code MODULE_IMPORT_NS("CRYPTO_INTERNAL")}: Linux 6.13 on. */
  STRING;

  private static final Pattern DEFINITION =
      Pattern.compile("#\\s*define\\s+MODULE_IMPORT_NS\\((\\w+)\\)\\s+(.*)");

  /**
   * {@return the style of a kernel tree; empty if the macro is not there}
   *
   * @param moduleHeader text of the tree's include/linux/module.h
   */
  public static Optional<ImportStyle> of(String moduleHeader) {
    Matcher definition = DEFINITION.matcher(moduleHeader);
    return definition.find()
        ? Optional.of(definition.group(2).contains("__stringify") ? IDENTIFIER : STRING)
        : Optional.empty();
  }

  /** {@return the line that imports {@code namespace}} */
  String line(String namespace) {
    String argument = this == STRING ? '"' + namespace + '"' : namespace;
    return "MODULE_IMPORT_NS(" + argument + ");";
  }
}
