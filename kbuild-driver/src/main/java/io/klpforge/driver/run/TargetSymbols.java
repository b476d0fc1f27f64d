package io.klpforge.driver.run;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.select.ExportTable;
import io.klpforge.diff.select.KernelFeature;
import io.klpforge.diff.select.KernelSymbols;
import io.klpforge.diff.select.SymbolIndex;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.report.Failure;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Reads the symbols of the kernel that will load the livepatch. */
public final class TargetSymbols {
  private TargetSymbols() {}

  /**
   * {@return the symbols of a kernel}
   *
   * @param vmlinux read already
   * @param symvers {@code Module.symvers}
   * @param modules finds the files of a module by its name
   * @param features what its livepatch code does otherwise than that of Linux 5.8 and later
   */
  public static KernelSymbols of(
      ObjectFile vmlinux, Path symvers, ModuleFiles modules, Set<KernelFeature> features) {
    return new KernelSymbols(
        SymbolIndex.ofVmlinux(vmlinux), modules::symbols, exports(symvers), features);
  }

  /**
   * {@return the exports listed in a {@code Module.symvers}}
   *
   * @throws Failure if it is not one
   */
  public static ExportTable exports(Path symvers) {
    try {
      return ExportTable.parse(Disk.lines(symvers));
    } catch (IllegalArgumentException e) {
      throw new Failure(symvers + ": " + e.getMessage(), e);
    }
  }

  /** Finds a module's symbols. */
  public interface ModuleFiles {
    /** {@return the symbols of the module of that name, if the kernel has it} */
    Optional<SymbolIndex> symbols(String name);
  }
}
