package io.klpforge.driver.run;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.kernel.KernelOverrides;
import io.klpforge.driver.report.Failure;
import io.klpforge.emit.convert.ModuleConversion;
import io.klpforge.emit.convert.ModuleConverter;
import io.klpforge.emit.verify.LoaderSimulator;
import io.klpforge.emit.verify.Simulation;
import java.nio.file.Path;
import java.util.Optional;

/** Converts hand-written modules for one kernel, from files. */
public final class ConvertRun {
  private final KnownKernel.Lookup lookup;

  private ConvertRun(KnownKernel.Lookup lookup) {
    this.lookup = lookup;
  }

  /**
   * What became of a module.
   *
   * @param conversion how its references came out
   * @param bytes the module, converted or as it was; empty if it cannot be converted
   * @param simulation what would become of it in the kernel; empty for what is no module yet, or if
   *     only the kernel's names are known
   */
  public record Result(
      ModuleConversion conversion, Optional<Bytes> bytes, Optional<Simulation> simulation) {

    /** {@return whether the module may be delivered} */
    public boolean isDone() {
      return bytes.isPresent() && simulation.map(Simulation::loads).orElse(true);
    }
  }

  /** {@return a run for a kernel that is installed, or given by its parts} */
  public static ConvertRun of(Optional<String> release, Path root, KernelOverrides given) {
    return new ConvertRun(KnownKernel.located(release, root, given));
  }

  /**
   * {@return a run for a kernel of which a {@code symbols.klp} tells the names}
   *
   * @throws Failure if it is not one
   */
  public static ConvertRun ofList(Path symbols) {
    return new ConvertRun(KnownKernel.listed(symbols));
  }

  /**
   * {@return what became of the module in {@code file}; nothing is written}
   *
   * @throws Failure if it cannot be read
   */
  public Result convert(Path file) {
    HandwrittenFile read = HandwrittenFile.read(file);
    KnownKernel kernel = lookup.of(read.module().names());
    ModuleConversion conversion = ModuleConverter.convert(read.module(), kernel.names());
    if (conversion.isRefused()) {
      return new Result(conversion, Optional.empty(), Optional.empty());
    }
    Bytes bytes = conversion.module().orElse(read.contents());
    Optional<Simulation> simulation =
        kernel
            .running()
            .filter(running -> read.isLinked())
            .map(running -> LoaderSimulator.simulate(read.module().name(), bytes, running));
    return new Result(conversion, Optional.of(bytes), simulation);
  }

  /** Writes a module whole, or not at all. */
  public static void deliver(Bytes module, Path output) {
    Path target = output.toAbsolutePath();
    Path unfinished =
        target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid());
    try {
      Disk.write(unfinished, module.toArray());
      Disk.rename(unfinished, target);
    } finally {
      Disk.delete(unfinished);
    }
  }
}
