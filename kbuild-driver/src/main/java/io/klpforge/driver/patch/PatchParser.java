package io.klpforge.driver.patch;

import io.klpforge.driver.report.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads unified diffs, git's and plain ones, out of any text around them.
 *
 * <p>Only what is touched and where the hunks are is of interest; applying is GNU patch's work.
 */
final class PatchParser {
  private static final Pattern HUNK =
      Pattern.compile("^@@ -(\\d+)(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@.*");

  private final Path file;
  private final List<String> lines;
  private final List<FilePatch> found = new ArrayList<>();
  private int at;

  PatchParser(Path file, String text) {
    this.file = file;
    this.lines = text.lines().map(PatchParser::withoutReturn).toList();
  }

  private static String withoutReturn(String line) {
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  List<FilePatch> parse() {
    while (at < lines.size()) {
      if (line(0).startsWith("diff --git ")) {
        gitFile();
      } else if (beginsFile()) {
        plainFile();
      } else {
        requireNoStrayHunk();
        at++;
      }
    }
    return found;
  }

  private String line(int ahead) {
    return at + ahead < lines.size() ? lines.get(at + ahead) : "";
  }

  private boolean beginsFile() {
    return line(0).startsWith("--- ") && line(1).startsWith("+++ ") && line(2).startsWith("@@ ");
  }

  private void requireNoStrayHunk() {
    if (HUNK.matcher(line(0)).matches()) {
      throw malformed("a hunk that belongs to no file");
    }
  }

  /** The lines between git's header and the first hunk, then the hunks. */
  private void gitFile() {
    String header = line(0);
    int begin = at;
    Optional<String> from = Optional.empty();
    Optional<String> to = Optional.empty();
    at++;
    while (at < lines.size() && !beginsFile() && !line(0).startsWith("diff --git ")) {
      requireText(header);
      from = line(0).startsWith("rename from ") ? Optional.of(line(0).substring(12)) : from;
      to = line(0).startsWith("rename to ") ? Optional.of(line(0).substring(10)) : to;
      if (HUNK.matcher(line(0)).matches()) {
        throw malformed("a hunk that belongs to no file");
      }
      at++;
    }
    if (beginsFile()) {
      plainFile();
    } else if (from.isPresent() && to.isPresent()) {
      found.add(new FilePatch(from.map(this::inTree), to.map(this::inTree), List.of()));
    } else {
      emptyFile(header, begin);
    }
  }

  /**
   * An empty file made or deleted, or only a mode changed: git writes no paths but the header's.
   */
  private void emptyFile(String header, int begin) {
    String next = begin + 1 < lines.size() ? lines.get(begin + 1) : "";
    Matcher paths = Pattern.compile("^diff --git a/(\\S+) b/(\\S+)$").matcher(header);
    if (paths.matches() && next.startsWith("new file mode")) {
      found.add(new FilePatch(Optional.empty(), Optional.of(inTree(paths.group(2))), List.of()));
    } else if (paths.matches() && next.startsWith("deleted file mode")) {
      found.add(new FilePatch(Optional.of(inTree(paths.group(1))), Optional.empty(), List.of()));
    }
  }

  private void requireText(String header) {
    if (line(0).startsWith("GIT binary patch") || line(0).startsWith("Binary files ")) {
      throw new Failure(
          place() + ": a binary patch\n    of " + header + "\n    a livepatch changes C code only");
    }
    if (line(0).endsWith("mode 120000")) {
      throw new Failure(place() + ": makes or changes a symbolic link\n    of " + header);
    }
  }

  private void plainFile() {
    Optional<String> from = path(line(0));
    Optional<String> to = path(line(1));
    at += 2;
    List<Hunk> hunks = new ArrayList<>();
    Matcher matcher = HUNK.matcher(line(0));
    while (matcher.matches()) {
      int header = at;
      hunk(count(matcher.group(2)), count(matcher.group(4)));
      hunks.add(new Hunk(header + 1, Integer.parseInt(matcher.group(1)), at - header));
      matcher = HUNK.matcher(line(0));
    }
    if (hunks.isEmpty()) {
      throw malformed("a file header without a hunk");
    }
    boolean noPath = from.isEmpty() && to.isEmpty();
    if (noPath) {
      throw malformed("a file header without a path");
    }
    found.add(new FilePatch(from, to, hunks));
  }

  private static int count(String digits) {
    return digits == null ? 1 : Integer.parseInt(digits);
  }

  private void hunk(int oldLines, int newLines) {
    int header = at + 1;
    int oldLeft = oldLines;
    int newLeft = newLines;
    at++;
    while (oldLeft > 0 || newLeft > 0) {
      char kind = at >= lines.size() ? 'E' : line(0).isEmpty() ? ' ' : line(0).charAt(0);
      switch (kind) {
        case ' ', '\t' -> {
          oldLeft--;
          newLeft--;
        }
        case '-' -> oldLeft--;
        case '+' -> newLeft--;
        case '\\' -> {}
        default -> throw cutShort(header);
      }
      at++;
    }
    if (oldLeft < 0 || newLeft < 0) {
      throw cutShort(header);
    }
    if (line(0).startsWith("\\")) {
      at++;
    }
  }

  private Failure cutShort(int header) {
    return new Failure(
        file
            + ":"
            + header
            + ": damaged hunk: it has not the lines its header promises"
            + "\n    cut short or edited by hand; make the patch anew");
  }

  private Failure malformed(String what) {
    return new Failure(place() + ": " + what + "\n    damaged; make the patch anew");
  }

  private String place() {
    return file + ":" + (at + 1);
  }

  /** The path of a {@code ---} or {@code +++} line, without its first directory. */
  private Optional<String> path(String line) {
    String path = line.substring(4);
    int tab = path.indexOf('\t');
    path = (tab < 0 ? path : path.substring(0, tab)).strip();
    if (path.equals("/dev/null")) {
      return Optional.empty();
    }
    int slash = path.indexOf('/');
    if (slash == 0) {
      throw leaves(path);
    }
    if (slash < 0) {
      throw new Failure(
          place()
              + ": "
              + path
              + ": not made for -p1\n    paths begin with a directory to strip, such as a/ and b/");
    }
    return Optional.of(inTree(path.substring(slash + 1)));
  }

  private String inTree(String path) {
    Path relative = Path.of(path);
    boolean leaves = relative.isAbsolute() || path.startsWith("\"") || !isPlain(relative);
    if (leaves) {
      throw leaves(path);
    }
    return path;
  }

  private static boolean isPlain(Path path) {
    for (Path name : path) {
      String text = name.toString();
      if (text.equals("..") || text.equals(".") || text.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private Failure leaves(String path) {
    return new Failure(
        place() + ": " + path + ": leaves the source tree\n    patches may only touch files in it");
  }
}
