package io.klpforge.driver.cli;

/** Text for roff. Source: groff(7), "Escape Sequences"; man(7). */
final class Roff {
  private Roff() {}

  /** {@return text that is set as it is, no letter of it a command; hyphens stay hyphens} */
  static String text(String text) {
    String escaped =
        text.strip()
            .replace("\\", "\\(rs")
            .replace("-", "\\-")
            .replace("~", "\\(ti")
            .replace("^", "\\(ha")
            .replace("`", "\\(ga")
            .replaceAll("\\s+", " ");
    return escaped.replaceFirst("^(?=[.'])", "\\\\&");
  }

  static String bold(String text) {
    return "\\fB" + text(text) + "\\fR";
  }

  static String italic(String text) {
    return "\\fI" + text(text) + "\\fR";
  }
}
