package io.klpforge.driver.cache;

import io.klpforge.driver.command.Strays;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A directory of entries, each one complete or not there.
 *
 * <p>An entry is filled under another name and renamed when it is whole; a kill leaves at most such
 * another name, which the next to make this entry removes. Entries are never changed, so readers
 * need no lock.
 *
 * @param root the cache's directory, made when first needed
 */
public record Cache(Path root) {
  private static final String UNFINISHED = ".unfinished";

  /**
   * {@return the cache this environment asks for: {@code $KLPFORGE_CACHE}, else {@code
   * $HOME/.cache/klpforge}}
   *
   * @param environment the process's environment
   * @param home the user's home directory
   */
  public static Cache of(Map<String, String> environment, Path home) {
    String chosen = environment.getOrDefault("KLPFORGE_CACHE", "");
    Path root = chosen.isEmpty() ? home.resolve(".cache/klpforge") : Path.of(chosen);
    return new Cache(root.toAbsolutePath().normalize());
  }

  /** {@return the entry's directory, if it is there and complete} */
  public Optional<Path> find(String name) {
    Path entry = root.resolve(name);
    return Files.exists(complete(entry)) ? Optional.of(entry) : Optional.empty();
  }

  /**
   * {@return the entry's directory, filled now if it was not there}
   *
   * <p>Whoever comes while another fills it waits.
   *
   * @param name one or more path elements, such as {@code orig-0a1b/fs/proc}
   * @param filling writes into the empty directory it is given; must not keep the path, which
   *     changes
   */
  public Path get(String name, Consumer<Path> filling) {
    return find(name).orElseGet(() -> fill(name, filling));
  }

  /** Waits for the lock of that name; it is this cache's own and locks nothing else. */
  public FileLock lock(String name) {
    return FileLock.take(lockFile(name));
  }

  /** {@return the lock of that name, or empty if someone has it} */
  public Optional<FileLock> tryLock(String name) {
    return FileLock.tryTake(lockFile(name));
  }

  private Path fill(String name, Consumer<Path> filling) {
    FileLock lock = lock("entry-" + name);
    try {
      return find(name).orElseGet(() -> fillLocked(name, filling));
    } finally {
      lock.close();
    }
  }

  private Path fillLocked(String name, Consumer<Path> filling) {
    Path entry = root.resolve(name);
    Path unfinished = entry.resolveSibling(entry.getFileName() + UNFINISHED);
    Strays.end(unfinished);
    Disk.delete(unfinished);
    Disk.delete(entry);
    Disk.directory(unfinished);
    filling.accept(unfinished);
    Disk.appendSynced(complete(unfinished), "");
    Disk.rename(unfinished, entry);
    return entry;
  }

  private static Path complete(Path entry) {
    return entry.resolve(".complete");
  }

  private Path lockFile(String name) {
    return Disk.directory(root.resolve("locks")).resolve(name.replace('/', '_') + ".lock");
  }
}
