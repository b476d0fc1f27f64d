package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** A file the program brings along in its jar. */
final class Resource {
  private Resource() {}

  /** {@return the whole file} */
  static byte[] bytes(String name) {
    try (InputStream in = Resource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw Disk.failure(Path.of(name), e);
    }
  }
}
