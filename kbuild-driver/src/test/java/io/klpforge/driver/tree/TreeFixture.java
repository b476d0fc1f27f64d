package io.klpforge.driver.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Two build trees made of the objects in {@code fixtures/}. */
record TreeFixture(Path orig, Path patched) {
  private static final Path FIXTURES =
      Path.of(System.getProperty("klpforge.root")).resolve("fixtures");

  static TreeFixture in(Path directory) throws IOException {
    return new TreeFixture(
        Files.createDirectories(directory.resolve("orig")),
        Files.createDirectories(directory.resolve("patched")));
  }

  /** The two objects of a fixture, at {@code path} of their trees. */
  TreeFixture pair(String fixture, String path) throws IOException {
    copy(fixture + "/orig.o", orig.resolve(path));
    copy(fixture + "/patched.o", patched.resolve(path));
    return this;
  }

  /** A fixture's patched object in both trees. */
  TreeFixture same(String fixture, String path) throws IOException {
    copy(fixture + "/patched.o", orig.resolve(path));
    copy(fixture + "/patched.o", patched.resolve(path));
    return this;
  }

  TreeFixture onlyOrig(String fixture, String path) throws IOException {
    copy(fixture + "/orig.o", orig.resolve(path));
    return this;
  }

  TreeFixture onlyPatched(String fixture, String path) throws IOException {
    copy(fixture + "/patched.o", patched.resolve(path));
    return this;
  }

  /** A file that is no object, other in each tree. */
  TreeFixture damaged(String path) throws IOException {
    Files.writeString(Files.createDirectories(orig).resolve(path), "no object");
    Files.writeString(Files.createDirectories(patched).resolve(path), "none either");
    return this;
  }

  private static void copy(String from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(FIXTURES.resolve(from), to);
  }
}
