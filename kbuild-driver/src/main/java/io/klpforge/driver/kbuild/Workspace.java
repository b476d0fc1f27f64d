package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.cache.FileLock;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.kernel.KernelConfig;
import io.klpforge.driver.patch.PatchedTree;
import io.klpforge.driver.sign.SignFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A private, prepared copy of a kernel's source that one run works in at a time.
 *
 * <p>What a run changes is written into the journal first. {@link #restore} takes it back; if the
 * run is killed, the next to take the workspace does.
 */
public final class Workspace implements AutoCloseable {
  private final Path home;
  private final WorkspaceRequest request;
  private final FileLock lock;
  private final Journal journal;

  Workspace(Path home, WorkspaceRequest request, FileLock lock) {
    this.home = home;
    this.request = request;
    this.lock = lock;
    this.journal = new Journal(home.resolve("journal"));
  }

  /** {@return the source tree of symbolic links} */
  public Path tree() {
    return home.resolve("tree");
  }

  /** {@return the build's output directory, inside the tree} */
  public Path build() {
    return tree().resolve("build");
  }

  /** {@return what it was made from} */
  public WorkspaceRequest request() {
    return request;
  }

  /** {@return where a module is linked; emptied before each link} */
  Path module() {
    return home.resolve("module");
  }

  /** {@return a file of this workspace outside the tree} */
  Path own(String name) {
    return home.resolve(name);
  }

  Make make(int jobs) {
    return new Make(tree(), request.toolchain(), request.release(), jobs);
  }

  ReleasePin pin() {
    return new ReleasePin(build(), request.release());
  }

  /** {@return what this kernel is made of, without any patch} */
  KernelObjects objects() {
    return KernelObjects.read(own("objects.list"));
  }

  /** {@return the C sources that this kernel is compiled from, sorted, relative to the tree} */
  public SortedSet<String> sources() {
    SortedSet<String> sources = new TreeSet<>();
    objects().paths().forEach(object -> sources.add(ObjectFiles.source(object)));
    return sources;
  }

  /** {@return names of options that preparation changed and that matter, sorted} */
  public List<String> configDrift() {
    return Disk.lines(own("config.drift"));
  }

  /** {@return the kernel's own program for signing modules} */
  public SignFile signFile(CommandRunner runner) {
    return SignFile.of(runner, build(), KernelConfig.read(build().resolve(".config")));
  }

  /** Puts patched files in the place of links. */
  void patch(PatchedTree patched) {
    journal.files(patched.changes().keySet());
    for (Map.Entry<String, PatchedTree.Change> change : patched.changes().entrySet()) {
      Path place = tree().resolve(change.getKey());
      switch (change.getValue()) {
        case DELETED -> Disk.delete(place);
        case MODIFIED, CREATED -> Disk.copy(patched.file(change.getKey()), place);
      }
    }
  }

  /** To be called before objects, or their preprocessed text, are made. */
  void announce(Collection<String> objects) {
    journal.objects(objects);
  }

  /** {@return an object that was made here, if it was} */
  Optional<Path> made(String object) {
    Path file = build().resolve(object);
    return Files.exists(file) ? Optional.of(file) : Optional.empty();
  }

  /**
   * Takes back what was changed and made. A file put back is a real copy and new, so that whatever
   * make generated from the patched one is made again.
   */
  public void restore() {
    journal.objects().forEach(object -> ObjectFiles.delete(build(), object));
    journal.files().forEach(this::putBack);
    AuthorHeaders.put(request.source().directory(), tree());
    Disk.delete(module());
    journal.clear();
  }

  private void putBack(String path) {
    Path place = tree().resolve(path);
    Path original = request.source().directory().resolve(path);
    if (Files.exists(original)) {
      Disk.copy(original, place);
    } else {
      Disk.delete(place);
    }
  }

  /** Restores, and lets another run have the workspace. */
  @Override
  public void close() {
    try {
      restore();
    } finally {
      lock.close();
    }
  }
}
