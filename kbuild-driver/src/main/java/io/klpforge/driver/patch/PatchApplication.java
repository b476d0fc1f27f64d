package io.klpforge.driver.patch;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.Command;
import io.klpforge.driver.command.CommandResult;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.patch.PatchedTree.Change;
import io.klpforge.driver.report.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Applies patches to copies of the files they touch, by GNU patch, exactly: context must match,
 * only line numbers may differ.
 *
 * @param runner runs patch
 * @param source the tree, which is only read
 */
public record PatchApplication(CommandRunner runner, Path source) {
  /** What came of it: the tree, and remarks for the user. */
  public record Result(PatchedTree tree, List<String> notes) {}

  /**
   * Applies the patches in order.
   *
   * @param scratch an empty directory for the copies
   * @throws Failure if a file is missing, a path goes through a symbolic link, or a hunk does not
   *     apply
   */
  public Result apply(List<PatchFile> patches, Path scratch) {
    NavigableSet<String> touched = new TreeSet<>();
    List<String> notes = new ArrayList<>();
    Disk.directory(scratch);
    for (PatchFile patch : patches) {
      for (FilePatch file : patch.files()) {
        file.paths().stream().filter(touched::add).forEach(path -> fetch(path, scratch));
        requirePresent(patch, file, scratch);
      }
      PatchReport report = apply(patch, scratch);
      if (!report.applied()) {
        throw report.failure(patch);
      }
      notes.addAll(report.notes());
    }
    return new Result(new PatchedTree(scratch, changes(touched, scratch)), notes);
  }

  /**
   * Applies one patch that may not fit.
   *
   * @param scratch an empty directory for the copies
   * @return the tree; empty if a hunk does not apply
   * @throws Failure if a path goes through a symbolic link
   */
  public Optional<PatchedTree> tryApply(PatchFile patch, Path scratch) {
    NavigableSet<String> touched = new TreeSet<>();
    Disk.directory(scratch);
    for (FilePatch file : patch.files()) {
      file.paths().stream().filter(touched::add).forEach(path -> fetch(path, scratch));
    }
    return apply(patch, scratch).applied()
        ? Optional.of(new PatchedTree(scratch, changes(touched, scratch)))
        : Optional.empty();
  }

  private void fetch(String path, Path scratch) {
    requireNoLink(path);
    Path file = source.resolve(path);
    if (Files.isDirectory(file)) {
      throw new Failure(file + ": a directory; the patch means a file");
    }
    if (Files.exists(file)) {
      Disk.copy(file, scratch.resolve(path));
    }
  }

  private void requireNoLink(String path) {
    Path place = source;
    for (Path name : Path.of(path)) {
      place = place.resolve(name);
      if (Files.isSymbolicLink(place)) {
        throw new Failure(
            path
                + ": goes through the symbolic link "
                + source.relativize(place)
                + "\n    patch the file it points to");
      }
    }
  }

  private void requirePresent(PatchFile patch, FilePatch file, Path scratch) {
    file.oldPath()
        .filter(path -> !Files.exists(scratch.resolve(path)))
        .ifPresent(
            path -> {
              throw new Failure(
                  patch.file() + ": does not apply\n    " + path + ": no such file in " + source);
            });
  }

  private PatchReport apply(PatchFile patch, Path scratch) {
    Command command =
        Command.of(scratch, "patch")
            .with(
                Arrays.asList(
                    "-p1",
                    "--fuzz=0",
                    "--no-backup-if-mismatch",
                    "--batch",
                    "--forward",
                    "--reject-file=-",
                    "-i",
                    patch.file().toAbsolutePath().toString()));
    CommandResult result = runner.run(command);
    return PatchReport.of(result.output(), result.succeeded());
  }

  private SortedMap<String, Change> changes(NavigableSet<String> touched, Path scratch) {
    SortedMap<String, Change> changes = new TreeMap<>();
    for (String path : touched) {
      Path before = source.resolve(path);
      Path after = scratch.resolve(path);
      if (!Files.exists(after)) {
        if (Files.exists(before)) {
          changes.put(path, Change.DELETED);
        }
      } else if (!Files.exists(before)) {
        changes.put(path, Change.CREATED);
      } else if (Disk.on(after, () -> Files.mismatch(before, after)) >= 0) {
        changes.put(path, Change.MODIFIED);
      }
    }
    return changes;
  }
}
