package io.klpforge.driver.patch;

import io.klpforge.driver.cache.Disk;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Patches to be applied in order, cut into parts, of which any may be left out.
 *
 * <p>A part is known by its number in the series, from 0.
 */
public final class PatchSeries {
  private static final Pattern HUNK =
      Pattern.compile("^@@ -(\\d+)(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@(.*)$", Pattern.DOTALL);

  private static final Pattern INCLUDE = Pattern.compile("^[-+]\\s*#\\s*include\\b");

  private final List<PatchFile> patches;
  private final List<PatchPart> parts = new ArrayList<>();
  private final List<Body> bodies = new ArrayList<>();

  /**
   * The text of a part.
   *
   * @param header the match of a hunk's header; empty for what only a file's header says
   * @param lines as in the patch, the header included; carriage returns too
   */
  private record Body(Optional<Matcher> header, List<String> lines) {
    int oldStart() {
      return header.map(match -> Integer.parseInt(match.group(1))).orElse(0);
    }

    int newStart() {
      return header.map(match -> Integer.parseInt(match.group(3))).orElse(0);
    }

    /** By how many lines the file grows. */
    int growth() {
      return header.map(match -> count(match.group(4)) - count(match.group(2))).orElse(0);
    }

    private static int count(String digits) {
      return digits == null ? 1 : Integer.parseInt(digits);
    }

    /** {@return the lines with a header that says where to look first} */
    String text(int oldStart) {
      String first =
          header
              .map(match -> "@@ -" + oldStart + lines.get(0).substring(match.end(1)))
              .orElseThrow();
      List<String> all = new ArrayList<>(lines);
      all.set(0, first);
      return String.join("\n", all) + "\n";
    }
  }

  private PatchSeries(List<PatchFile> patches) {
    this.patches = List.copyOf(patches);
    for (int patch = 0; patch < patches.size(); patch++) {
      List<String> lines = List.of(Disk.latin1(patches.get(patch).file()).split("\n", -1));
      List<FilePatch> files = patches.get(patch).files();
      for (int file = 0; file < files.size(); file++) {
        cut(patch, file, files.get(file), lines);
      }
    }
  }

  /** {@return the patches, cut into parts} */
  public static PatchSeries of(List<PatchFile> patches) {
    return new PatchSeries(patches);
  }

  private void cut(int patch, int file, FilePatch change, List<String> lines) {
    if (change.hunks().isEmpty() || isRenaming(change)) {
      parts.add(new PatchPart(patch, file, 0, change.paths(), 0, ""));
      bodies.add(new Body(Optional.empty(), List.of()));
    }
    for (int i = 0; i < change.hunks().size(); i++) {
      Hunk hunk = change.hunks().get(i);
      int first = hunk.patchLine() - 1;
      Matcher header = HUNK.matcher(lines.get(first));
      String heading = header.matches() ? header.group(5).strip() : "";
      parts.add(new PatchPart(patch, file, i + 1, change.paths(), hunk.patchLine(), heading));
      bodies.add(new Body(Optional.of(header), lines.subList(first, first + hunk.lines())));
    }
  }

  private static boolean isRenaming(FilePatch change) {
    return change.paths().size() > 1;
  }

  /** {@return the patches, in order} */
  public List<PatchFile> patches() {
    return patches;
  }

  /** {@return all parts, in the order of the patches} */
  public List<PatchPart> parts() {
    return List.copyOf(parts);
  }

  /**
   * {@return the parts that touch one of these files, by any name that the series gives it},
   * ascending
   */
  public List<Integer> touching(Collection<String> paths) {
    Set<String> names = new HashSet<>(paths);
    boolean grows = true;
    while (grows) {
      int before = names.size();
      parts.stream()
          .map(PatchPart::paths)
          .filter(own -> own.stream().anyMatch(names::contains))
          .forEach(names::addAll);
      grows = names.size() > before;
    }
    return IntStream.range(0, parts.size())
        .filter(part -> parts.get(part).paths().stream().anyMatch(names::contains))
        .boxed()
        .toList();
  }

  /**
   * {@return whether a line that is added or removed includes a file}: then what an object sees is
   * not what it saw
   */
  public boolean includesChange() {
    return bodies.stream()
        .flatMap(body -> body.lines().stream().skip(1))
        .anyMatch(line -> INCLUDE.matcher(line).find());
  }

  /**
   * {@return one patch that has only some of the parts}, one char a byte
   *
   * <p>Where a part of an earlier patch is left out, a later one is looked for where it would be
   * without.
   */
  public String text(Set<Integer> chosen) {
    StringBuilder text = new StringBuilder();
    int next = 0;
    while (next < parts.size()) {
      int begin = next;
      while (next < parts.size() && isSameFile(begin, next)) {
        next++;
      }
      file(begin, next, chosen, text);
    }
    return text.toString();
  }

  private boolean isSameFile(int one, int other) {
    PatchPart a = parts.get(one);
    PatchPart b = parts.get(other);
    return a.patch() == b.patch() && a.file() == b.file();
  }

  private void file(int begin, int end, Set<Integer> chosen, StringBuilder text) {
    List<Integer> hunks = new ArrayList<>();
    for (int i = begin; i < end; i++) {
      if (chosen.contains(i) && parts.get(i).number() > 0) {
        hunks.add(i);
      }
    }
    PatchPart first = parts.get(begin);
    FilePatch change = patches.get(first.patch()).files().get(first.file());
    boolean whole = first.number() == 0 && chosen.contains(begin);
    if (whole) {
      text.append(gitHeader(change));
    }
    if (!hunks.isEmpty()) {
      text.append(header(change, whole, bodies.get(hunks.get(0)).lines().get(0)));
      hunks.forEach(i -> text.append(bodies.get(i).text(start(i, part -> !chosen.contains(part)))));
    }
  }

  private static String gitHeader(FilePatch change) {
    String from = change.oldPath().or(change::newPath).orElseThrow();
    String to = change.name();
    String begin = "diff --git a/" + from + " b/" + to + "\n";
    if (isRenaming(change)) {
      return begin + "similarity index 50%\nrename from " + from + "\nrename to " + to + "\n";
    }
    return change.oldPath().isEmpty()
        ? begin + "new file mode 100644\nindex 000000000000..e69de29bb2d1\n"
        : begin + "deleted file mode 100644\nindex e69de29bb2d1..000000000000\n";
  }

  /** Without the renaming, the hunks are for the file under its old name. */
  private static String header(FilePatch change, boolean renamed, String hunk) {
    boolean old = isRenaming(change) && !renamed;
    Optional<String> to = old ? change.oldPath() : change.newPath();
    String end = hunk.endsWith("\r") ? "\r\n" : "\n";
    return "--- "
        + change.oldPath().map(path -> "a/" + path).orElse("/dev/null")
        + end
        + "+++ "
        + to.map(path -> "b/" + path).orElse("/dev/null")
        + end;
  }

  /** Where in the file a part's lines begin if {@code missing} parts of earlier patches are not. */
  private int start(int part, IntPredicate missing) {
    PatchPart own = parts.get(part);
    int start = bodies.get(part).oldStart();
    int shift = 0;
    for (int i = 0; i < part && parts.get(i).patch() < own.patch(); i++) {
      boolean above = bodies.get(i).newStart() <= start;
      if (above && missing.test(i) && parts.get(i).path().equals(own.paths().get(0))) {
        shift += bodies.get(i).growth();
      }
    }
    return Math.max(Math.min(start, 1), start - shift);
  }
}
