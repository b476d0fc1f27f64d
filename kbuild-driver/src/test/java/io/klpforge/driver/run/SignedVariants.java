package io.klpforge.driver.run;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.vm.ModuleDirectory;
import io.klpforge.emit.signature.AppendedSignature;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * What can become of a signed module.
 *
 * @param signed the module
 * @param directory where the others go
 */
record SignedVariants(Path signed, Path directory) {
  /** The text that ends the file, and the length before it: its last four bytes. */
  private static final int LENGTH_BEFORE_END = 28 + 4;

  private static AppendedSignature signature(byte[] file) {
    return AppendedSignature.of(Bytes.of(file, ByteOrder.LITTLE_ENDIAN)).orElseThrow();
  }

  /** {@return the module with its signature taken off} */
  Path unsigned() {
    return write("unsigned", signature(ModuleDirectory.contents(signed)).module().toArray());
  }

  /** {@return the module with one bit of its bytes turned} */
  Path modified() {
    byte[] file = ModuleDirectory.contents(signed);
    file[signature(file).module().length() / 2] ^= 1;
    return write("modified", file);
  }

  /** {@return the module with a signature said to be longer than all} */
  Path damaged() {
    byte[] file = ModuleDirectory.contents(signed);
    file[file.length - LENGTH_BEFORE_END] = 0x7f;
    return write("damaged", file);
  }

  private Path write(String what, byte[] content) {
    Path file = directory.resolve(what + "-" + signed.getFileName());
    Disk.write(file, content);
    return file;
  }
}
