package io.klpforge.emit.fuzz;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.select.ExportTable;
import io.klpforge.diff.select.KernelSymbols;
import io.klpforge.diff.select.SymbolIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pair of objects to damage.
 *
 * @param name of its fixture, and of a machine other than x86-64
 * @param orig the original object's bytes
 * @param patched the patched object's bytes
 * @param kernel a kernel with the original object in it
 */
record Seed(String name, Bytes orig, Bytes patched, KernelSymbols kernel) {
  private static final Path FIXTURES =
      Path.of(System.getProperty("klpforge.root", ".."), "fixtures");

  /** {@return the pairs of all fixtures for all machines, by name} */
  static List<Seed> all() {
    try (Stream<Path> folders = Files.walk(FIXTURES, 2)) {
      ExportTable exports =
          ExportTable.parse(Files.readAllLines(FIXTURES.resolve("Module.symvers")));
      return folders
          .filter(folder -> Files.exists(folder.resolve("patched.o")))
          .sorted()
          .map(folder -> read(folder, exports))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Seed read(Path folder, ExportTable exports) {
    byte[] orig = bytes(folder.resolve("orig.o"));
    ObjectFile running = ElfReader.read(orig);
    KernelSymbols kernel =
        new KernelSymbols(SymbolIndex.ofVmlinux(running), name -> Optional.empty(), exports);
    return new Seed(
        FIXTURES.relativize(folder).toString(),
        of(orig),
        of(bytes(folder.resolve("patched.o"))),
        kernel);
  }

  private static Bytes of(byte[] object) {
    return Bytes.of(object, Anatomy.order(object));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
