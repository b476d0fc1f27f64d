package io.klpforge.driver.cache;

import io.klpforge.driver.report.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * An exclusive lock on a name, against other processes and other threads of this one.
 *
 * <p>The system lets go of it when the process ends, however it ends. The file stays: deleting a
 * lock file while another waits for it would let two in.
 */
public final class FileLock implements AutoCloseable {
  private static final Set<Path> HELD_HERE = new HashSet<>();

  private final Path file;
  private final FileChannel channel;

  private FileLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @param file made if missing, in a directory that is there
   */
  public static FileLock take(Path file) {
    Path key = file.toAbsolutePath().normalize();
    claim(key);
    return locked(key, true).orElseThrow();
  }

  /** {@return the lock, or empty if someone has it} */
  public static Optional<FileLock> tryTake(Path file) {
    Path key = file.toAbsolutePath().normalize();
    synchronized (HELD_HERE) {
      if (!HELD_HERE.add(key)) {
        return Optional.empty();
      }
    }
    return locked(key, false);
  }

  private static void claim(Path key) {
    synchronized (HELD_HERE) {
      while (!HELD_HERE.add(key)) {
        try {
          HELD_HERE.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new Failure(key + ": interrupted while waiting for the lock", e);
        }
      }
    }
  }

  private static void unclaim(Path key) {
    synchronized (HELD_HERE) {
      HELD_HERE.remove(key);
      HELD_HERE.notifyAll();
    }
  }

  private static Optional<FileLock> locked(Path key, boolean wait) {
    boolean done = false;
    try {
      Optional<FileLock> lock = open(key, wait);
      done = lock.isPresent();
      return lock;
    } catch (IOException e) {
      throw Disk.failure(key, e);
    } finally {
      if (!done) {
        unclaim(key);
      }
    }
  }

  private static Optional<FileLock> open(Path key, boolean wait) throws IOException {
    FileChannel channel =
        FileChannel.open(key, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    java.nio.channels.FileLock lock = wait ? channel.lock() : channel.tryLock();
    if (lock == null) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new FileLock(key, channel));
  }

  /** Lets go. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw Disk.failure(file, e);
    } finally {
      unclaim(file);
    }
  }
}
