package io.klpforge.driver.vm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the guest's first program: {@code init.sh} with the scenarios' steps put in. */
final class GuestInit {
  private static final String STEPS = "@STEPS@";
  private static final String PORT = "@PORT@";

  private GuestInit() {}

  /** {@return the text of {@code /init}, for a machine with results on {@code port}} */
  static String script(String port, List<Scenario> scenarios) {
    StringBuilder steps = new StringBuilder();
    for (int i = 0; i < scenarios.size(); i++) {
      append(steps, "scenario_" + i, scenarios.get(i));
    }
    return template().replace(PORT, port).replace(STEPS, steps);
  }

  private static void append(StringBuilder out, String function, Scenario scenario) {
    out.append(function).append("() {\n");
    for (GuestStep step : scenario.steps()) {
      out.append("  step ").append(scenario.name()).append('/').append(step.name()).append(' ');
      out.append(quoted(step.command())).append(step.required() ? " || return\n" : "\n");
    }
    out.append("  :\n}\n").append(function).append('\n');
  }

  private static String quoted(String command) {
    return "'" + command.replace("'", "'\\''") + "'";
  }

  private static String template() {
    try (InputStream in = GuestInit.class.getResourceAsStream("init.sh")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
