package io.klpforge.driver.patch;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.Command;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.report.Failure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the patches that a command line means: files, mailboxes, quilt series, directories of
 * patches, and ranges of a git repository.
 *
 * @param runner runs git
 * @param git the repository that ranges are of
 * @param scratch where single patches of a mailbox or a range are put
 */
public record SeriesReader(CommandRunner runner, Optional<Path> git, Path scratch) {
  private static final String SERIES = "series";

  /**
   * Reads patches.
   *
   * @param arguments each a patch, a mailbox, a quilt {@code series} file, a directory, or {@code
   *     A..B}
   * @throws Failure if one is none of these, or holds no patch
   */
  public List<NamedPatch> read(List<String> arguments) {
    List<NamedPatch> all = new ArrayList<>();
    arguments.forEach(argument -> all.addAll(read(argument)));
    return all;
  }

  private List<NamedPatch> read(String argument) {
    Path file = Path.of(argument);
    if (Files.isDirectory(file)) {
      return directory(file);
    }
    if (!Files.exists(file) && argument.contains("..")) {
      return range(argument);
    }
    if (file.getFileName().toString().equals(SERIES)) {
      return quilt(file);
    }
    return mailbox(file);
  }

  private List<NamedPatch> directory(Path directory) {
    if (Files.exists(directory.resolve(SERIES))) {
      return quilt(directory.resolve(SERIES));
    }
    List<NamedPatch> patches =
        Disk.entries(directory).stream()
            .filter(SeriesReader::isPatch)
            .flatMap(file -> mailbox(file).stream())
            .toList();
    return notEmpty(patches, directory + ": holds no file named *.patch or *.diff");
  }

  private static boolean isPatch(Path file) {
    String name = file.getFileName().toString();
    return (name.endsWith(".patch") || name.endsWith(".diff")) && !name.contains("cover-letter");
  }

  /** Source: quilt(1), "series file": a name a line, options behind it, {@code #} comments. */
  private List<NamedPatch> quilt(Path series) {
    List<NamedPatch> patches = new ArrayList<>();
    int number = 0;
    for (String line : Disk.lines(series)) {
      number++;
      String[] words = line.replaceFirst("(^|\\s)#.*", "").strip().split("\\s+", -1);
      if (!words[0].isEmpty()) {
        requireKnown(words, series + ":" + number);
        patches.addAll(mailbox(series.resolveSibling(words[0])));
      }
    }
    return notEmpty(patches, series + ": names no patch");
  }

  private static void requireKnown(String[] words, String where) {
    for (int i = 1; i < words.length; i++) {
      if (!words[i].equals("-p1")) {
        throw new Failure(where + ": " + words[i] + ": only patches for -p1 can be read");
      }
    }
  }

  /** A file with one patch, or with several mails; those without a patch are left out. */
  private List<NamedPatch> mailbox(Path file) {
    List<Mail> mails = Mail.split(Disk.latin1(file));
    if (mails.size() == 1) {
      PatchFile patch = PatchFile.read(file);
      return List.of(new NamedPatch(mails.get(0).title(name(file), file), patch));
    }
    List<NamedPatch> patches = new ArrayList<>();
    for (int i = 0; i < mails.size(); i++) {
      Mail mail = mails.get(i);
      if (mail.hasPatch()) {
        Path own = scratch.resolve(name(file) + "-" + (i + 1) + ".patch");
        Disk.write(own, mail.text().getBytes(StandardCharsets.ISO_8859_1));
        patches.add(new NamedPatch(mail.title(name(own), file), PatchFile.read(own)));
      }
    }
    return notEmpty(patches, file + ": a mailbox without a patch");
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private List<NamedPatch> range(String range) {
    Path repository =
        git.orElseThrow(
            () ->
                new Failure(
                    range
                        + ": no such file\n    if it is a range of commits, say of which"
                        + " repository with --git DIR, or --sourcedir TREE"));
    Path output = scratch.resolve("commits");
    Disk.delete(output);
    runner.check(Command.of(repository, "git").with(formatPatch(range, output)));
    List<NamedPatch> patches =
        Disk.entries(output).stream().flatMap(file -> mailbox(file).stream()).toList();
    return notEmpty(
        patches, range + ": no commits with changes\n    merges are left out; git log " + range);
  }

  /** What the user's configuration of git could change is said here. */
  private static List<String> formatPatch(String range, Path output) {
    return List.of(
        "-c",
        "core.quotePath=false",
        "format-patch",
        "--quiet",
        "--no-attach",
        "--no-cover-letter",
        "--no-signature",
        "--no-ext-diff",
        "--no-textconv",
        "--src-prefix=a/",
        "--dst-prefix=b/",
        "--unified=3",
        "--output-directory",
        output.toAbsolutePath().toString(),
        range,
        "--");
  }

  private static List<NamedPatch> notEmpty(List<NamedPatch> patches, String message) {
    if (patches.isEmpty()) {
      throw new Failure(message);
    }
    return patches;
  }
}
