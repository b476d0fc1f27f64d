package io.klpforge.driver.run;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.driver.report.Failure;
import io.klpforge.driver.vm.ModuleDirectory;
import io.klpforge.emit.convert.HandwrittenModule;
import io.klpforge.emit.write.UnwritableElfException;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * A hand-written module in a file.
 *
 * @param contents the whole file, unpacked
 * @param object what it says
 * @param module the same, for the converter
 */
record HandwrittenFile(Bytes contents, ObjectFile object, HandwrittenModule module) {
  /** Only a linked module has it. */
  private static final String THIS_MODULE = ".gnu.linkonce.this_module";

  /**
   * {@return the module in {@code file}, read}
   *
   * @throws Failure if it is none
   */
  static HandwrittenFile read(Path file) {
    byte[] contents = ModuleDirectory.contents(file);
    try {
      ObjectFile object = ElfReader.read(contents);
      String name = file.getFileName().toString();
      return new HandwrittenFile(
          Bytes.of(contents, ByteOrder.LITTLE_ENDIAN), object, HandwrittenModule.of(name, object));
    } catch (MalformedElfException | UnwritableElfException e) {
      throw new Failure(file + ": " + e.getMessage(), e);
    }
  }

  /** {@return whether it is a module, and not an object of one} */
  boolean isLinked() {
    return object.section(THIS_MODULE).isPresent();
  }
}
