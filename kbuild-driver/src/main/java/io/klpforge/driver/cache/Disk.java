package io.klpforge.driver.cache;

import io.klpforge.driver.report.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * The door to the file system: what fails, fails with a {@link Failure} that names the file.
 *
 * <p>No method follows a symbolic link that it is asked to replace or delete.
 */
public final class Disk {
  private Disk() {}

  /** Something done to files. */
  @FunctionalInterface
  public interface Action<T> {
    /** Does it. */
    T run() throws IOException;
  }

  /**
   * Does something to {@code file}.
   *
   * @throws Failure naming {@code file} and the reason, if it fails
   */
  public static <T> T on(Path file, Action<T> action) {
    try {
      return action.run();
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** {@return the failure to report for {@code e}, which befell {@code file}} */
  public static Failure failure(Path file, IOException e) {
    if (e instanceof NoSuchFileException missing) {
      return new Failure(missing.getFile() + ": no such file or directory", e);
    }
    if (e instanceof FileSystemException named && named.getReason() != null) {
      return new Failure(named.getFile() + ": " + named.getReason(), e);
    }
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new Failure(file + ": " + reason, e);
  }

  /** {@return the whole file as text; bytes that are not UTF-8 become U+FFFD} */
  public static String text(Path file) {
    return new String(bytes(file), StandardCharsets.UTF_8);
  }

  /** {@return the whole file as text, one char a byte: any file survives reading and writing} */
  public static String latin1(Path file) {
    return new String(bytes(file), StandardCharsets.ISO_8859_1);
  }

  /** {@return the whole file} */
  public static byte[] bytes(Path file) {
    return on(file, () -> Files.readAllBytes(file));
  }

  /** {@return the lines of a text file} */
  public static List<String> lines(Path file) {
    return text(file).lines().toList();
  }

  /** Writes a file, and the directories above it where they are missing. */
  public static void write(Path file, byte[] content) {
    on(
        file,
        () -> {
          directory(file.toAbsolutePath().getParent());
          return Files.write(file, content);
        });
  }

  /** Writes a text file, as {@link #write(Path, byte[])}. */
  public static void write(Path file, String content) {
    write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Appends to a file and returns when the medium has it.
   *
   * @param content in UTF-8
   */
  public static void appendSynced(Path file, String content) {
    on(
        file,
        () -> {
          try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
              channel.write(bytes);
            }
            channel.force(true);
          }
          return file;
        });
  }

  /** Makes a directory and those above it; nothing happens if it is there. */
  public static Path directory(Path directory) {
    return on(directory, () -> Files.createDirectories(directory));
  }

  /** Copies a file over {@code to}, making directories; a symbolic link at {@code to} goes. */
  public static void copy(Path from, Path to) {
    on(
        to,
        () -> {
          directory(to.toAbsolutePath().getParent());
          return Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        });
  }

  /** Renames within one file system, atomically, over what is there. */
  public static void rename(Path from, Path to) {
    on(to, () -> Files.move(from, to, StandardCopyOption.ATOMIC_MOVE));
  }

  /** Makes {@code link} a symbolic link to {@code target}, in place of any file there. */
  public static void link(Path link, Path target) {
    on(
        link,
        () -> {
          Files.deleteIfExists(link);
          directory(link.toAbsolutePath().getParent());
          return Files.createSymbolicLink(link, target);
        });
  }

  /** {@return whether anything is there, be it a dangling link} */
  public static boolean present(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Deletes a file, a link, or a directory with everything in it; nothing happens if not there. */
  public static void delete(Path path) {
    if (!present(path)) {
      return;
    }
    on(path, () -> Files.walkFileTree(path, new Deletion()));
  }

  /** {@return what lies in a directory, sorted by name; empty if there is no such directory} */
  public static List<Path> entries(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    return on(
        directory,
        () -> {
          try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
          }
        });
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
