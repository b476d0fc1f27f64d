package io.klpforge.driver.run;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.select.SymbolIndex;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.kernel.KernelConfig;
import io.klpforge.driver.kernel.KernelFiles;
import io.klpforge.driver.kernel.KernelOverrides;
import io.klpforge.driver.kernel.KernelPart;
import io.klpforge.driver.report.Failure;
import io.klpforge.driver.vm.ModuleDirectory;
import io.klpforge.emit.convert.HandwrittenModule;
import io.klpforge.emit.convert.ModuleConversion;
import io.klpforge.emit.convert.ModuleConverter;
import io.klpforge.emit.verify.LoaderSimulator;
import io.klpforge.emit.verify.RunningKernel;
import io.klpforge.emit.verify.Simulation;
import io.klpforge.emit.write.UnwritableElfException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Converts hand-written modules for one kernel, from files.
 *
 * @param files the kernel's
 * @param debugModules its modules with the names of their source files, if kept apart
 */
public record ConvertRun(KernelFiles files, Optional<Path> debugModules) {
  /** Only a linked module has it. */
  private static final String THIS_MODULE = ".gnu.linkonce.this_module";

  /**
   * What became of a module.
   *
   * @param conversion how its references came out
   * @param bytes the module, converted or as it was; empty if it cannot be converted
   * @param simulation what would become of it in the kernel; empty for what is no module yet
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
    KernelFiles files = VerifyRun.locate(release, root, given);
    return new ConvertRun(files, KernelPart.DEBUG_MODULES.find(root, files.release()));
  }

  /**
   * {@return what became of the module in {@code file}; nothing is written}
   *
   * @throws Failure if it cannot be read
   */
  public Result convert(Path file) {
    byte[] contents = ModuleDirectory.contents(file);
    String name = file.getFileName().toString();
    ObjectFile read = read(file, contents);
    HandwrittenModule module = module(file, name, read);
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
    ModuleConversion conversion =
        ModuleConverter.convert(module, new LocatedNames(module.names(), kernel, index, modules));
    if (conversion.isRefused()) {
      return new Result(conversion, Optional.empty(), Optional.empty());
    }
    Bytes bytes = conversion.module().orElseGet(() -> Bytes.of(contents, ByteOrder.LITTLE_ENDIAN));
    Optional<Simulation> simulation =
        read.section(THIS_MODULE).map(section -> LoaderSimulator.simulate(name, bytes, kernel));
    return new Result(conversion, Optional.of(bytes), simulation);
  }

  private static ObjectFile read(Path file, byte[] contents) {
    try {
      return ElfReader.read(contents);
    } catch (MalformedElfException e) {
      throw new Failure(file + ": " + e.getMessage(), e);
    }
  }

  private static HandwrittenModule module(Path file, String name, ObjectFile read) {
    try {
      return HandwrittenModule.of(name, read);
    } catch (UnwritableElfException e) {
      throw new Failure(file + ": " + e.getMessage(), e);
    }
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
