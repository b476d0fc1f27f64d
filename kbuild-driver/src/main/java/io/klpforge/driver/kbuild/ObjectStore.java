package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.cache.Disk;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Original objects of one workspace key, kept from run to run.
 *
 * <p>An object is there when its file is: the command goes first, each under another name until it
 * is whole.
 *
 * @param directory the store's own
 */
record ObjectStore(Path directory) {

  static ObjectStore of(Cache cache, String key) {
    return new ObjectStore(cache.root().resolve("orig-" + key));
  }

  boolean has(String object) {
    return Files.exists(directory.resolve(object));
  }

  /** Keeps an object that was compiled from unpatched source. */
  void put(Path build, String object) {
    publish(ObjectFiles.command(build, object), ObjectFiles.command(directory, object));
    publish(build.resolve(object), directory.resolve(object));
  }

  /** {@return where the digest of an object's preprocessed source is kept} */
  Path text(String object) {
    return directory.resolve(object + ".text");
  }

  /** Keeps a digest of an object's preprocessed source. */
  void putText(String object, String digest) {
    Path unfinished = directory.resolve(object + ".text." + ProcessHandle.current().pid());
    Disk.write(unfinished, digest);
    Disk.rename(unfinished, text(object));
  }

  private static void publish(Path from, Path to) {
    String own = to.getFileName() + "." + ProcessHandle.current().pid();
    Path unfinished = to.resolveSibling(own);
    Disk.copy(from, unfinished);
    Disk.rename(unfinished, to);
  }
}
