package io.klpforge.diff.golden;

import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The objects of a case that one compiler made for one machine.
 *
 * @param machine such as {@code aarch64}
 * @param compiler its command, such as {@code clang-16}
 * @param folder that holds orig.o, patched.o and perhaps running.o
 */
record Compiled(Fixture fixture, String machine, String compiler, Path folder) {
  static final String X86_64 = "x86_64";

  /** {@return the objects for x86-64 that are checked in} */
  static Compiled checkedIn(Fixture fixture) {
    return checkedIn(fixture, X86_64);
  }

  /** {@return the objects for a machine that are checked in} */
  static Compiled checkedIn(Fixture fixture, String machine) {
    Path folder = machine.equals(X86_64) ? fixture.folder() : fixture.folder().resolve(machine);
    return new Compiled(fixture, machine, Toolchain.compiler(machine), folder);
  }

  /** {@return the objects that are checked in, of every case for every machine that it is for} */
  static List<Compiled> all() {
    return Fixture.all().stream().flatMap(Compiled::ofAllMachines).toList();
  }

  private static Stream<Compiled> ofAllMachines(Fixture fixture) {
    return Toolchain.machines().stream()
        .filter(machine -> fixture.isFor(machine, Toolchain.compiler(machine)))
        .map(machine -> checkedIn(fixture, machine));
  }

  ObjectFile orig() {
    return object("orig");
  }

  ObjectFile patched() {
    return object("patched");
  }

  /** {@return what the kernel was linked of} */
  ObjectFile running() {
    return Files.exists(folder.resolve("running.o")) ? object("running") : orig();
  }

  /** {@return the object of that version: orig, patched, running, mutant} */
  ObjectFile object(String version) {
    return ElfReader.read(bytes(version));
  }

  byte[] bytes(String version) {
    try {
      return Files.readAllBytes(folder.resolve(version + ".o"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return fixture + " " + machine + " " + compiler;
  }
}
