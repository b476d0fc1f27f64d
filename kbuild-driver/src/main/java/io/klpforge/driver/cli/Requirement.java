package io.klpforge.driver.cli;

import io.klpforge.diff.insn.Disassembler;
import io.klpforge.driver.command.Command;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.command.SearchPath;
import io.klpforge.driver.report.Failure;
import io.klpforge.driver.vm.Busybox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Something of this machine that a command needs.
 *
 * @param purpose the klpforge command that needs it
 * @param what its name, as shown
 * @param debianPackage the package that brings it
 */
record Requirement(String purpose, String what, String debianPackage, Check check) {
  /** The compiler that Debian 12 builds its kernels with. */
  private static final String COMPILER = "gcc-12";

  /** Says whether a requirement is met. */
  @FunctionalInterface
  interface Check {
    boolean isMet();
  }

  /** {@return everything klpforge needs beside its Java runtime, one row each} */
  static List<Requirement> all() {
    return List.of(
        program("build", "make", "make", "--version"),
        program("build", COMPILER, "gcc-12", "--version"),
        program("build", "gcc", "gcc", "--version"),
        program("build", "ld", "binutils", "--version"),
        program("build", "patch", "patch", "--version"),
        program("build", "flex", "flex", "--version"),
        program("build", "bison", "bison", "--version"),
        program("build", "bc", "bc", "--version"),
        program("build", "perl", "perl-base", "--version"),
        program("build", "tar", "tar", "--version"),
        program("build", "xz", "xz-utils", "--version"),
        program("build", "pahole", "dwarves", "--version"),
        program("build", "modinfo", "kmod", "--version"),
        program("build", "rsync", "rsync", "--version"),
        program("build", "cpio", "cpio", "--version"),
        header("build", "gelf.h", "libelf-dev"),
        header("build", "openssl/opensslv.h", "libssl-dev"),
        new Requirement("diff", "libcapstone", "libcapstone4", Disassembler::isInstalled),
        program("try", "qemu-system-x86_64", "qemu-system-x86", "--version"),
        new Requirement(
            "try", "static busybox", "busybox-static", () -> Busybox.find().isPresent()));
  }

  private static Requirement program(
      String purpose, String name, String debianPackage, String proof) {
    return new Requirement(purpose, name, debianPackage, () -> runs(name, proof));
  }

  /** Really runs it: a program whose libraries are missing is found in PATH all the same. */
  private static boolean runs(String program, String proof) {
    if (SearchPath.find(program).isEmpty()) {
      return false;
    }
    try {
      return new CommandRunner().run(Command.of(Path.of("/"), program, proof)).succeeded();
    } catch (Failure e) {
      return false;
    }
  }

  private static Requirement header(String purpose, String name, String debianPackage) {
    Path file = Path.of("/usr/include", name);
    return new Requirement(purpose, name, debianPackage, () -> Files.isRegularFile(file));
  }
}
