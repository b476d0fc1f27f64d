package io.klpforge.driver.vm;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Writes a cpio archive in the one format the kernel unpacks as an initramfs.
 *
 * <p>Owner, times and device are 0, so equal contents make equal archives.
 *
 * <p>Source: Documentation/driver-api/early-userspace/buffer-format.rst ("newc"), v6.1.
 */
final class CpioWriter {
  private static final int DIRECTORY = 0040755;
  private static final int CHARACTER_DEVICE = 0020600;
  private static final int REGULAR = 0100000;

  private final OutputStream out;
  private int inode;

  CpioWriter(OutputStream out) {
    this.out = out;
  }

  /** Adds a directory; its parent must have been added. {@code path} has no leading slash. */
  void directory(String path) throws IOException {
    entry(path, DIRECTORY, 0, 0, new byte[0]);
  }

  /** Adds a character device. */
  void device(String path, int major, int minor) throws IOException {
    entry(path, CHARACTER_DEVICE, major, minor, new byte[0]);
  }

  /**
   * Adds a file.
   *
   * @param permissions the low nine bits of the mode, such as {@code 0755}
   */
  void file(String path, int permissions, byte[] contents) throws IOException {
    entry(path, REGULAR | permissions, 0, 0, contents);
  }

  /** Writes the entry that ends the archive; the stream stays open. */
  void end() throws IOException {
    inode = -1;
    entry("TRAILER!!!", 0, 0, 0, new byte[0]);
  }

  private void entry(String path, int mode, int major, int minor, byte[] contents)
      throws IOException {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    inode++;
    int[] fields = {
      inode, mode, 0, 0, 1, 0, contents.length, 0, 0, major, minor, name.length + 1, 0
    };
    StringBuilder header = new StringBuilder("070701");
    for (int field : fields) {
      header.append(String.format(Locale.ROOT, "%08X", field));
    }
    out.write(header.toString().getBytes(StandardCharsets.US_ASCII));
    out.write(name);
    out.write(0);
    pad(header.length() + name.length + 1);
    out.write(contents);
    pad(contents.length);
  }

  /** Names and contents end on a multiple of 4 bytes. */
  private void pad(int length) throws IOException {
    out.write(new byte[-length & 3]);
  }
}
