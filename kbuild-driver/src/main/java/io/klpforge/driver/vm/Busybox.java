package io.klpforge.driver.vm;

import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.driver.report.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The guest's whole user space: one program without shared libraries. */
public final class Busybox {
  private static final List<Path> PLACES =
      List.of(Path.of("/bin/busybox"), Path.of("/usr/bin/busybox"));

  private Busybox() {}

  /** {@return a busybox of this machine that needs no shared libraries} */
  public static Optional<Path> find() {
    return PLACES.stream().filter(Files::isRegularFile).filter(Busybox::isStatic).findFirst();
  }

  /**
   * {@return what {@link #find} finds}
   *
   * @throws Failure if there is none
   */
  static Path require() {
    return find()
        .orElseThrow(
            () ->
                new Failure(
                    "no static busybox in "
                        + PLACES
                        + ": the guest's user space is missing"
                        + "\n    sudo apt-get install busybox-static"));
  }

  /** A program that needs the dynamic loader names it in a section. */
  private static boolean isStatic(Path file) {
    try {
      return ElfReader.read(file).section(".interp").isEmpty();
    } catch (IOException | MalformedElfException e) {
      return false;
    }
  }
}
