package io.klpforge.driver.patch;

import io.klpforge.driver.report.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What GNU patch said.
 *
 * <p>Source: GNU patch 2.7.6, messages in the C locale.
 *
 * @param applied whether all of it did
 * @param failed hunks that did not apply
 * @param notes hunks that applied elsewhere, as remarks
 * @param reversed files whose patch is in the source already
 * @param output everything it printed
 */
record PatchReport(
    boolean applied,
    List<FailedHunk> failed,
    List<String> notes,
    List<String> reversed,
    String output) {
  /**
   * A hunk that did not apply.
   *
   * @param file its path
   * @param number from 1 within the file
   */
  record FailedHunk(String file, int number) {}

  private static final Pattern FILE =
      Pattern.compile("^(?:patching|checking) file '?(.*?)'?(?: \\(.*\\))?$");
  private static final Pattern FAILED =
      Pattern.compile("^Hunk #(\\d+) (?:FAILED|NOT MERGED) at .*");
  private static final Pattern OFFSET = Pattern.compile("^Hunk #\\d+ succeeded at \\d+ .*");

  static PatchReport of(String output, boolean applied) {
    List<FailedHunk> failed = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    List<String> reversed = new ArrayList<>();
    String file = "";
    for (String line : output.lines().toList()) {
      Matcher begins = FILE.matcher(line);
      Matcher fails = FAILED.matcher(line);
      if (begins.matches()) {
        file = begins.group(1);
      } else if (fails.matches()) {
        failed.add(new FailedHunk(file, Integer.parseInt(fails.group(1))));
      } else if (OFFSET.matcher(line).matches()) {
        notes.add(file + ": " + line);
      } else if (line.startsWith("Reversed (or previously applied)")) {
        reversed.add(file);
      }
    }
    return new PatchReport(applied, failed, notes, reversed, output);
  }

  Failure failure(PatchFile patch) {
    List<String> lines = new ArrayList<>();
    reversed.forEach(file -> lines.add(file + ": has this change already"));
    failed.stream().map(hunk -> line(patch, hunk)).forEach(lines::add);
    if (lines.isEmpty()) {
      output.lines().map(line -> "| " + line).forEach(lines::add);
    }
    return new Failure(
        patch.file()
            + ": does not apply to this source\n    "
            + String.join("\n    ", lines)
            + "\n    the source differs from the one the patch was made for");
  }

  private static String line(PatchFile patch, FailedHunk failed) {
    String name = failed.file() + ": hunk " + failed.number();
    return patch.files().stream()
        .filter(file -> file.paths().contains(failed.file()))
        .filter(file -> file.hunks().size() >= failed.number())
        .findFirst()
        .map(file -> file.hunks().get(failed.number() - 1))
        .map(
            hunk ->
                name
                    + " (line "
                    + hunk.patchLine()
                    + " of the patch) does not match at line "
                    + hunk.oldStart())
        .orElse(name + " does not match");
  }
}
