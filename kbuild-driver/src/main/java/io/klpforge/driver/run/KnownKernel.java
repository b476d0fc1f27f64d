package io.klpforge.driver.run;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.select.SymbolIndex;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.kernel.KernelConfig;
import io.klpforge.driver.kernel.KernelFiles;
import io.klpforge.driver.kernel.KernelOverrides;
import io.klpforge.driver.kernel.KernelPart;
import io.klpforge.driver.report.Failure;
import io.klpforge.emit.convert.KernelNames;
import io.klpforge.emit.convert.SymbolList;
import io.klpforge.emit.verify.RunningKernel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of the kernel that a hand-written module is for.
 *
 * @param names its symbols
 * @param running what its module loader sees; empty where only names are known
 */
record KnownKernel(KernelNames names, Optional<RunningKernel> running) {

  /** Finds out what a kernel has of some names. */
  @FunctionalInterface
  interface Lookup {
    /** {@return the kernel; it may miss other names than these} */
    KnownKernel of(Set<String> names);
  }

  /** {@return a look-up in a kernel that is installed, or given by its parts} */
  static Lookup located(Optional<String> release, Path root, KernelOverrides given) {
    KernelFiles files = VerifyRun.locate(release, root, given);
    return located(files, KernelPart.DEBUG_MODULES.find(root, files.release()));
  }

  /**
   * {@return a look-up in a kernel's files}
   *
   * @param debugModules its modules with the names of their source files, if kept apart
   */
  static Lookup located(KernelFiles files, Optional<Path> debugModules) {
    return names -> {
      TargetModules modules =
          files
              .modules()
              .map(directory -> new TargetModules(directory, debugModules))
              .orElseGet(TargetModules::new);
      ObjectFile vmlinux = ObjectDiffer.read(files.vmlinux());
      SymbolIndex index = SymbolIndex.ofVmlinux(vmlinux);
      RunningKernel kernel =
          KernelView.running(files, KernelConfig.read(files.config()), vmlinux, index, modules)
              .acceptingUnsigned();
      return new KnownKernel(new LocatedNames(names, kernel, index, modules), Optional.of(kernel));
    };
  }

  /**
   * {@return a look-up in a list of names, {@code symbols.klp}}
   *
   * @throws Failure if it is not one
   */
  static Lookup listed(Path file) {
    try {
      KnownKernel kernel = new KnownKernel(SymbolList.parse(Disk.lines(file)), Optional.empty());
      return names -> kernel;
    } catch (IllegalArgumentException e) {
      throw new Failure(
          file
              + ": no list of a kernel's symbols: "
              + e.getMessage()
              + "\n    --symbols takes the symbols.klp that the build of a kernel with klp-convert"
              + " writes",
          e);
    }
  }
}
