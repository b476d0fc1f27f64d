package io.klpforge.driver.vm;

import io.klpforge.diff.elf.Bytes;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * A file the guest will find.
 *
 * @param path in the guest, without a leading slash
 * @param permissions the low nine bits of its mode, such as {@code 0755}
 */
public record GuestFile(String path, int permissions, Bytes contents) {

  /** {@return {@code host}'s contents, to be found at {@code path} in the guest} */
  public static GuestFile copy(Path host, String path, int permissions) {
    return of(path, permissions, KernelModule.contents(host));
  }

  static GuestFile of(String path, int permissions, byte[] contents) {
    return new GuestFile(path, permissions, Bytes.of(contents, ByteOrder.LITTLE_ENDIAN));
  }
}
