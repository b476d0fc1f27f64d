package io.klpforge.driver.report;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import java.util.Locale;

/** Colours, where a terminal takes them. Source: ECMA-48, "SGR - select graphic rendition". */
public enum Paint {
  /** What stops the work. */
  ERROR("1;31"),
  /** What a person must look at. */
  WARNING("1;33"),
  /** What is worth knowing. */
  NOTE("36");

  private final String rendition;

  Paint(String rendition) {
    this.rendition = rendition;
  }

  /** {@return the text in this colour}, or as it is where no colours are shown */
  public String on(Display display, String text) {
    return display.colours() ? "\033[" + rendition + "m" + text + "\033[0m" : text;
  }

  /** {@return the finding as {@link Finding#text()} has it, its severity coloured} */
  static String finding(Display display, Finding finding) {
    String text = finding.text();
    String level = finding.severity().name().toLowerCase(Locale.ROOT);
    int begin = finding.where().length() + ": ".length();
    return text.substring(0, begin)
        + of(finding.severity()).on(display, level)
        + text.substring(begin + level.length());
  }

  private static Paint of(Severity severity) {
    return switch (severity) {
      case ERROR -> ERROR;
      case WARNING -> WARNING;
      case NOTE -> NOTE;
    };
  }
}
