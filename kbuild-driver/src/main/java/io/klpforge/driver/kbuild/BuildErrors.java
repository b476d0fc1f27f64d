package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Disk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Finds in a build's log the lines that say why it failed. */
final class BuildErrors {
  private static final int MOST = 20;

  /** Compilers, the assembler, modpost, objtool's and make's own ways to begin an error line. */
  private static final Pattern ERROR =
      Pattern.compile(
          "(fatal error|[: ]error|^ERROR|Error:|undefined reference|No rule to make|not found)"
              + "(: |! | |$)|^ERROR: ");

  private static final Pattern CONSEQUENCE = Pattern.compile("^make(\\[\\d+])?: \\*\\*\\* \\[");

  private BuildErrors() {}

  /**
   * {@return the error lines in {@code log}, at most twenty}
   *
   * @param from bytes to skip: what earlier calls wrote
   */
  static List<String> in(Path log, int from) {
    byte[] all = Disk.bytes(log);
    String text = new String(all, from, all.length - from, StandardCharsets.UTF_8);
    List<String> found = text.lines().filter(BuildErrors::isError).toList();
    return found.subList(0, Math.min(MOST, found.size()));
  }

  private static boolean isError(String line) {
    return ERROR.matcher(line).find() && !CONSEQUENCE.matcher(line).find();
  }
}
