package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.cache.FileLock;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.command.Strays;
import io.klpforge.driver.report.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The workspaces of a cache. A run takes the first that no other has; when all are busy, one more
 * is made.
 *
 * @param cache where they live
 * @param runner runs make
 * @param console told of preparations
 */
public record Workspaces(Cache cache, CommandRunner runner, Console console) {
  private static final String PREPARED = "prepared";

  /**
   * {@return a prepared workspace, now this run's own}
   *
   * @param jobs how many compilers run at once
   */
  public Workspace take(WorkspaceRequest request, int jobs) {
    String key = request.key();
    for (int number = 0; ; number++) {
      String name = "workspace-" + key + "-" + number;
      Optional<FileLock> lock = cache.tryLock(name);
      if (lock.isPresent()) {
        return take(cache.root().resolve(name), request, lock.get(), jobs);
      }
    }
  }

  private Workspace take(Path home, WorkspaceRequest request, FileLock lock, int jobs) {
    Workspace workspace = new Workspace(home, request, lock);
    boolean ready = false;
    try {
      makeReady(workspace, jobs);
      ready = true;
      return workspace;
    } finally {
      if (!ready) {
        lock.close();
      }
    }
  }

  private void makeReady(Workspace workspace, int jobs) {
    Strays.end(workspace.own(""));
    if (Files.exists(workspace.own(PREPARED))) {
      workspace.restore();
      return;
    }
    Disk.delete(workspace.own(""));
    new Preparation(runner, console, workspace, jobs).run();
    Disk.appendSynced(workspace.own(PREPARED), "");
  }
}
