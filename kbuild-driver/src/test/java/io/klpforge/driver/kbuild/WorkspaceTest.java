package io.klpforge.driver.kbuild;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.cache.FileLock;
import io.klpforge.driver.kernel.Toolchain;
import io.klpforge.driver.patch.PatchedTree;
import io.klpforge.driver.patch.PatchedTree.Change;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
  @TempDir private Path directory;
  private Path source;
  private Path home;

  @BeforeEach
  void plant() {
    source = directory.resolve("source");
    home = directory.resolve("home");
    Disk.write(source.resolve("k/a.c"), "a\n");
    Disk.write(source.resolve("k/gone.c"), "gone\n");
    SymlinkFarm.plant(source, home.resolve("tree"));
  }

  @Test
  void neverWritesToTheSource() {
    try (Workspace workspace = take()) {
      workspace.patch(patched());
      assertEquals("patched\n", Disk.text(workspace.tree().resolve("k/a.c")));
      assertFalse(Disk.present(workspace.tree().resolve("k/gone.c")));
    }
    assertEquals("a\n", Disk.text(source.resolve("k/a.c")));
    assertEquals("gone\n", Disk.text(source.resolve("k/gone.c")));
    assertFalse(Files.exists(source.resolve("n/new.c")));
  }

  @Test
  void putsEverythingBack() {
    try (Workspace workspace = take()) {
      workspace.patch(patched());
      compile(workspace);
    }
    assertClean();
  }

  /** A process that was killed has let go of the lock and done nothing else. */
  @Test
  void putsBackWhatAKilledRunLeft() {
    FileLock lock = FileLock.take(home.resolve("lock"));
    Workspace killed = new Workspace(home, request(), lock);
    killed.patch(patched());
    compile(killed);
    lock.close();
    assertTrue(Files.exists(home.resolve("journal")));
    Workspace next = take();
    next.restore();
    assertClean();
    next.close();
  }

  @Test
  void takesNoNoticeOfAJournalLineCutShort() {
    Disk.write(home.resolve("journal"), "file k/gone.c\nfile k/a");
    assertEquals(List.of("k/gone.c"), List.copyOf(new Journal(home.resolve("journal")).files()));
  }

  private void assertClean() {
    Path tree = home.resolve("tree");
    assertEquals("a\n", Disk.text(tree.resolve("k/a.c")));
    assertEquals("gone\n", Disk.text(tree.resolve("k/gone.c")));
    assertFalse(Files.exists(tree.resolve("n/new.c")));
    assertEquals(List.of(), Disk.entries(tree.resolve("build/k")));
    assertFalse(Files.exists(home.resolve("journal")));
  }

  private static void compile(Workspace workspace) {
    workspace.announce(List.of("k/a.o"));
    for (String product : List.of("a.o", "a.i", ".a.o.cmd", ".a.o.d", ".a.i.cmd")) {
      Disk.write(workspace.build().resolve("k").resolve(product), "x");
    }
    assertTrue(workspace.made("k/a.o").isPresent());
  }

  private PatchedTree patched() {
    Path scratch = directory.resolve("scratch");
    Disk.write(scratch.resolve("k/a.c"), "patched\n");
    Disk.write(scratch.resolve("n/new.c"), "new\n");
    return new PatchedTree(
        scratch,
        new TreeMap<>(
            Map.of(
                "k/a.c", Change.MODIFIED, "k/gone.c", Change.DELETED, "n/new.c", Change.CREATED)));
  }

  private Workspace take() {
    return new Workspace(home, request(), FileLock.take(home.resolve("lock")));
  }

  private WorkspaceRequest request() {
    Path none = directory.resolve("none");
    return new WorkspaceRequest(
        new SourceTree(source, "id"),
        none,
        none,
        "1",
        new Toolchain("gcc", false),
        "gcc 1",
        Optional.empty());
  }
}
