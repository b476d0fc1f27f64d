package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.cache.Disk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Objects of patched states of one workspace key, kept from run to run, by what they were compiled
 * from.
 *
 * <p>Of a state that does not compile the compiler's errors are kept, so that it is not tried
 * again.
 *
 * @param directory the store's own
 */
record StateStore(Path directory) {

  static StateStore of(Cache cache, String key) {
    return new StateStore(cache.root().resolve("states-" + key));
  }

  /** {@return the object, if it was compiled} */
  Optional<Path> object(String object, String key) {
    return present(object, key, ".o");
  }

  /** {@return whether it was tried, and whatever came of it} */
  boolean knows(String object, String key) {
    return object(object, key).isPresent() || errors(object, key).isPresent();
  }

  /** {@return the file with the compiler's errors, if it does not compile} */
  Optional<Path> errors(String object, String key) {
    return present(object, key, ".errors");
  }

  /** {@return the digest of the preprocessed text of a state} */
  Optional<String> text(String object, String key) {
    return present(object, key, ".text").map(Disk::text);
  }

  void putObject(String object, String key, Path made) {
    Path unfinished = unfinished(object, key);
    Disk.copy(made, unfinished);
    Disk.rename(unfinished, place(object, key, ".o"));
  }

  void putErrors(String object, String key, String errors) {
    put(object, key, ".errors", errors);
  }

  void putText(String object, String key, String digest) {
    put(object, key, ".text", digest);
  }

  private void put(String object, String key, String suffix, String content) {
    Path unfinished = unfinished(object, key);
    Disk.write(unfinished, content);
    Disk.rename(unfinished, place(object, key, suffix));
  }

  private Optional<Path> present(String object, String key, String suffix) {
    return Optional.of(place(object, key, suffix)).filter(Files::exists);
  }

  private Path unfinished(String object, String key) {
    return place(object, key, "." + ProcessHandle.current().pid());
  }

  private Path place(String object, String key, String suffix) {
    return directory.resolve(object).resolve(key + suffix);
  }
}
