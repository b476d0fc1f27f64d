package io.klpforge.driver.vm;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what {@code init.sh} writes: lines that begin with a marker, and text between them.
 *
 * <pre>
 * &#64;&#64;klpforge begin SCENARIO/STEP
 * (output of the command)
 * &#64;&#64;klpforge log SCENARIO/STEP STATUS
 * (kernel messages)
 * &#64;&#64;klpforge end SCENARIO/STEP
 * &#64;&#64;klpforge done
 * </pre>
 */
final class ReportParser {
  private static final Pattern MARKER =
      Pattern.compile(
          "@@klpforge (begin (?<begin>[^ /]+/[^ /]+)|log [^ ]+ (?<status>\\d{1,3})"
              + "|end (?<end>[^ ]+)|done)");

  private final List<StepResult> steps = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private String current = "";
  private String output = "";
  private int status = -1;
  private boolean done;

  private ReportParser() {}

  /** {@return the report of a guest that wrote {@code results} and printed {@code console}} */
  static GuestReport parse(String results, String console) {
    ReportParser parser = new ReportParser();
    results.lines().forEach(parser::line);
    parser.closeUnfinished();
    return new GuestReport(parser.steps, parser.done, console);
  }

  private void line(String line) {
    Matcher marker = MARKER.matcher(line);
    if (!marker.matches()) {
      text.append(line).append('\n');
    } else if (marker.group("begin") != null) {
      begin(marker.group("begin"));
    } else if (marker.group("status") != null) {
      log(Integer.parseInt(marker.group("status")));
    } else if (marker.group("end") != null) {
      add(true, output, taken());
    } else {
      done = true;
    }
  }

  private void begin(String step) {
    current = step;
    output = "";
    status = -1;
    text.setLength(0);
  }

  /** The guest puts an empty line before this marker, as the output may not end its last line. */
  private void log(int exitStatus) {
    String printed = taken();
    boolean extra = printed.endsWith("\n\n") || printed.equals("\n");
    output = extra ? printed.substring(0, printed.length() - 1) : printed;
    status = exitStatus;
  }

  private void closeUnfinished() {
    if (!current.isEmpty()) {
      boolean commandEnded = status >= 0;
      add(false, commandEnded ? output : taken(), commandEnded ? taken() : "");
    }
  }

  private void add(boolean ended, String printed, String log) {
    int slash = current.indexOf('/');
    String scenario = current.substring(0, slash);
    String step = current.substring(slash + 1);
    steps.add(new StepResult(scenario, step, ended, ended ? status : -1, printed, log));
    current = "";
  }

  private String taken() {
    String taken = text.toString();
    text.setLength(0);
    return taken;
  }
}
