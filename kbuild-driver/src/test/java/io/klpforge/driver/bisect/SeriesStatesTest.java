package io.klpforge.driver.bisect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.Command;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.patch.NamedPatch;
import io.klpforge.driver.patch.PatchApplication;
import io.klpforge.driver.patch.PatchFile;
import io.klpforge.driver.patch.PatchSeries;
import io.klpforge.driver.patch.PatchedTree;
import io.klpforge.driver.patch.PatchedTree.Change;
import io.klpforge.driver.patch.SeriesReader;
import io.klpforge.driver.report.Failure;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs git and GNU patch, which a machine that only builds need not have. */
@Tag("kernel")
class SeriesStatesTest {
  private static final CommandRunner RUNNER = new CommandRunner();

  @TempDir private Path directory;
  private Path repository;
  private Path source;

  /** The source and the repository have the same files; only the latter has commits. */
  @BeforeEach
  void makeSource() {
    repository = Disk.directory(directory.resolve("repository"));
    source = directory.resolve("source");
    git("init", "-q");
    write("k/a.c", numbered(1, 40));
    write("k/gone.c", "x\n");
    commit("base");
    Disk.copy(repository.resolve("k/a.c"), source.resolve("k/a.c"));
    Disk.copy(repository.resolve("k/gone.c"), source.resolve("k/gone.c"));
  }

  private static String numbered(int from, int to) {
    StringBuilder lines = new StringBuilder();
    for (int i = from; i <= to; i++) {
      lines.append(i).append('\n');
    }
    return lines.toString();
  }

  private void git(String... arguments) {
    List<String> identity = List.of("-c", "user.name=n", "-c", "user.email=n@example.org");
    RUNNER.check(Command.of(repository, "git").with(identity).with(Arrays.asList(arguments)));
  }

  private void write(String path, String text) {
    Disk.write(repository.resolve(path), text);
  }

  private void commit(String subject) {
    git("add", "--all");
    git("commit", "-q", "-m", subject);
  }

  private List<NamedPatch> patches(String range) {
    return new SeriesReader(RUNNER, Optional.of(repository), directory.resolve("scratch"))
        .read(List.of(range));
  }

  private SeriesStates states(List<NamedPatch> patches) {
    PatchApplication application = new PatchApplication(RUNNER, source);
    List<PatchFile> files = patches.stream().map(NamedPatch::patch).toList();
    PatchedTree whole = application.apply(files, directory.resolve("whole")).tree();
    return SeriesStates.of(PatchSeries.of(files), application, directory.resolve("states"), whole);
  }

  private static String text(SeriesStates states, String path, Integer... parts) {
    return Disk.text(states.with(Set.of(parts)).orElseThrow().plain().file(path));
  }

  @Test
  void appliesAnyChoiceOfHunks() {
    String lines = numbered(1, 40);
    write("k/a.c", lines.replace("\n5\n", "\nfive\nmore\n").replace("\n35\n", "\nlast\n"));
    commit("[x] first");
    write("k/a.c", Disk.text(repository.resolve("k/a.c")).replace("\n20\n", "\ntwenty\n"));
    commit("second");
    List<NamedPatch> patches = patches("HEAD~2..HEAD");
    assertEquals(List.of("first", "second"), patches.stream().map(NamedPatch::title).toList());
    SeriesStates states = states(patches);
    assertEquals(lines.replace("\n35\n", "\nlast\n"), text(states, "k/a.c", 1));
    assertEquals(lines.replace("\n20\n", "\ntwenty\n"), text(states, "k/a.c", 2));
    assertEquals(
        lines.replace("\n5\n", "\nfive\nmore\n").replace("\n20\n", "\ntwenty\n"),
        text(states, "k/a.c", 0, 2));
    assertEquals(Map.of(), states.with(Set.of()).orElseThrow().plain().changes());
  }

  @Test
  void renamesMakesAndDeletes() {
    git("mv", "k/a.c", "k/b.c");
    write("k/b.c", numbered(1, 40).replace("\n5\n", "\nfive\n"));
    commit("rename");
    git("rm", "-q", "k/gone.c");
    write("k/new.c", "n\n");
    commit("others");
    SeriesStates states = states(patches("HEAD~2..HEAD"));
    assertEquals(
        Map.of("k/a.c", Change.DELETED, "k/b.c", Change.CREATED),
        states.with(Set.of(0)).orElseThrow().plain().changes());
    assertEquals(numbered(1, 40).replace("\n5\n", "\nfive\n"), text(states, "k/a.c", 1));
    assertEquals(
        Map.of("k/gone.c", Change.DELETED, "k/new.c", Change.CREATED),
        states.with(Set.of(2, 3)).orElseThrow().plain().changes());
  }

  @Test
  void saysThatAHunkNeedsAnother() {
    write("k/a.c", numbered(1, 40).replace("\n5\n", "\nfive\n"));
    commit("first");
    write("k/a.c", numbered(1, 40).replace("\n5\n", "\nsix\n"));
    commit("second");
    assertTrue(states(patches("HEAD~2..HEAD")).with(Set.of(1)).isEmpty());
  }

  @Test
  void aRangeMustHaveCommits() {
    Failure none = assertThrows(Failure.class, () -> patches("HEAD..HEAD"));
    assertTrue(none.getMessage().contains("HEAD..HEAD: no commits"), none.getMessage());
    Failure unknown = assertThrows(Failure.class, () -> patches("nowhere..HEAD"));
    assertTrue(unknown.getMessage().contains("nowhere..HEAD"), unknown.getMessage());
  }
}
