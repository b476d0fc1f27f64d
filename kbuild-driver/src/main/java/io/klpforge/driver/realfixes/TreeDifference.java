package io.klpforge.driver.realfixes;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.Command;
import io.klpforge.driver.command.CommandResult;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.kbuild.SourceFile;
import io.klpforge.driver.kbuild.SourceListing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How two trees of C sources and headers differ.
 *
 * @param runner runs diff
 * @param before the older tree
 * @param after the newer one
 */
record TreeDifference(CommandRunner runner, Path before, Path after) {

  /** {@return the sources and headers that differ or are in one tree only} */
  NavigableSet<String> paths() {
    Map<String, SourceFile> old = files(before);
    Map<String, SourceFile> fresh = files(after);
    NavigableSet<String> all = new TreeSet<>(old.keySet());
    all.addAll(fresh.keySet());
    return all.parallelStream()
        .filter(path -> !isSame(path, old, fresh))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, SourceFile> files(Path tree) {
    return SourceListing.of(tree).stream()
        .filter(file -> file.path().endsWith(".c") || file.path().endsWith(".h"))
        .filter(file -> !Files.isSymbolicLink(tree.resolve(file.path())))
        .collect(Collectors.toMap(SourceFile::path, Function.identity()));
  }

  private boolean isSame(String path, Map<String, SourceFile> old, Map<String, SourceFile> fresh) {
    if (!old.containsKey(path) || !fresh.containsKey(path)) {
      return false;
    }
    Path file = before.resolve(path);
    return old.get(path).size() == fresh.get(path).size()
        && Disk.on(file, () -> Files.mismatch(file, after.resolve(path))) < 0;
  }

  /** {@return the file as it is in the older tree; nothing, if it is not there} */
  String textBefore(String path) {
    return Files.exists(before.resolve(path)) ? Disk.latin1(before.resolve(path)) : "";
  }

  /** {@return the patch that makes a file what it is in the newer tree} */
  String patch(String path) {
    return diff(path, "-uNp");
  }

  /** {@return the changes of a file that add one of the words} */
  private String patch(String path, Set<String> words) {
    List<String> parts = List.of(diff(path, "-U1").split("(?m)^(?=@@ )"));
    String hunks =
        parts.stream()
            .skip(1)
            .filter(hunk -> !Collections.disjoint(AddedWords.added(hunk), words))
            .collect(Collectors.joining());
    return hunks.isEmpty() ? "" : parts.get(0) + hunks;
  }

  private String diff(String path, String how) {
    Path old = before.resolve(path);
    Path fresh = after.resolve(path);
    Command diff =
        Command.of(before, "diff", how, "-N")
            .with(List.of("--label", Files.exists(old) ? "a/" + path : "/dev/null"))
            .with(List.of("--label", Files.exists(fresh) ? "b/" + path : "/dev/null"))
            .with(List.of(old.toString(), fresh.toString()));
    CommandResult result = runner.run(diff);
    if (result.status() > 1) {
      throw CommandRunner.failed(diff, result);
    }
    return result.output();
  }

  /** Writes the patch of a group. */
  Path write(FileGroup group, Path file) {
    StringBuilder patch = new StringBuilder();
    group
        .files()
        .forEach((path, words) -> patch.append(words.isEmpty() ? patch(path) : patch(path, words)));
    Disk.write(file, patch.toString().getBytes(StandardCharsets.UTF_8));
    return file;
  }
}
