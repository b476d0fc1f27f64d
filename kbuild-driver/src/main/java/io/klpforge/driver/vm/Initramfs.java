package io.klpforge.driver.vm;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;

/** The guest's file system: busybox, {@code /init} and the scenarios' files. */
final class Initramfs {
  private static final List<String> DIRECTORIES =
      List.of("bin", "dev", "etc", "mnt", "proc", "root", "sys", "tmp");

  private Initramfs() {}

  /**
   * Packs the file system, gzipped, into {@code target}.
   *
   * @param init text of {@code /init}
   */
  static void write(Path target, Path busybox, String init, List<GuestFile> files)
      throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(target), 1 << 16)) {
      CpioWriter cpio = new CpioWriter(out);
      for (String directory : directories(files)) {
        cpio.directory(directory);
      }
      devices(cpio);
      cpio.file("bin/busybox", 0755, KernelModule.contents(busybox));
      cpio.file("init", 0755, init.getBytes(StandardCharsets.UTF_8));
      for (GuestFile file : files) {
        cpio.file(file.path(), file.permissions(), file.contents().toArray());
      }
      cpio.end();
    }
  }

  /** In lexical order, so that a parent comes before what is in it. */
  private static Set<String> directories(List<GuestFile> files) {
    Set<String> all = new TreeSet<>(DIRECTORIES);
    for (GuestFile file : files) {
      for (int slash = file.path().indexOf('/');
          slash > 0;
          slash = file.path().indexOf('/', slash + 1)) {
        all.add(file.path().substring(0, slash));
      }
    }
    return all;
  }

  /** What a kernel without devtmpfs needs. Source: Documentation/admin-guide/devices.txt, v6.1. */
  private static void devices(CpioWriter cpio) throws IOException {
    cpio.device("dev/console", 5, 1);
    cpio.device("dev/null", 1, 3);
    cpio.device("dev/zero", 1, 5);
    cpio.device("dev/kmsg", 1, 11);
    cpio.device("dev/ttyS0", 4, 64);
    cpio.device("dev/ttyS1", 4, 65);
  }
}
