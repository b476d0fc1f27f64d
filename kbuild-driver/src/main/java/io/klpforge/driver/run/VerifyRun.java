package io.klpforge.driver.run;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.driver.kernel.KernelBanner;
import io.klpforge.driver.kernel.KernelConfig;
import io.klpforge.driver.kernel.KernelFiles;
import io.klpforge.driver.kernel.KernelLocator;
import io.klpforge.driver.kernel.KernelOverrides;
import io.klpforge.driver.report.Failure;
import io.klpforge.driver.sign.CertificateFile;
import io.klpforge.driver.vm.ModuleDirectory;
import io.klpforge.emit.verify.LoadedLivepatch;
import io.klpforge.emit.verify.LoaderSimulator;
import io.klpforge.emit.verify.RunningKernel;
import io.klpforge.emit.verify.Simulation;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Verifies modules for one kernel, from files.
 *
 * @param kernel that is to load them
 */
public record VerifyRun(RunningKernel kernel) {

  /**
   * {@return a run for a kernel that is installed, or given by its parts}
   *
   * @param release empty: what the vmlinux that is given says, or the running kernel's
   * @throws Failure naming what is missing or wrong
   */
  public static VerifyRun of(Optional<String> release, Path root, KernelOverrides given) {
    KernelFiles files = locate(release, root, given);
    TargetModules modules =
        files
            .modules()
            .map(directory -> new TargetModules(directory, Optional.empty()))
            .orElseGet(TargetModules::new);
    ObjectFile vmlinux = ObjectDiffer.read(files.vmlinux());
    KernelConfig config = KernelConfig.read(files.config());
    return new VerifyRun(KernelView.running(files, config, vmlinux, modules));
  }

  /** {@return the files of a kernel that is installed, or given by its parts} */
  static KernelFiles locate(Optional<String> release, Path root, KernelOverrides given) {
    String name =
        release
            .or(() -> given.vmlinux().map(VerifyRun::releaseOf))
            .orElseGet(() -> System.getProperty("os.version"));
    return new KernelLocator(root, given).locateFiles(name);
  }

  private static String releaseOf(Path vmlinux) {
    return KernelBanner.of(ObjectDiffer.read(vmlinux))
        .map(KernelBanner::release)
        .orElseThrow(
            () -> new Failure(vmlinux + ": no kernel with a symbol table: no linux_banner"));
  }

  /**
   * {@return this run with these livepatches in force}
   *
   * @throws Failure if one cannot be read
   */
  public VerifyRun withLoaded(List<Path> livepatches) {
    return new VerifyRun(kernel.withLoaded(livepatches.stream().map(VerifyRun::loaded).toList()));
  }

  /**
   * {@return this run with these certificates trusted too}
   *
   * @throws Failure if one cannot be read
   */
  public VerifyRun withEnrolled(List<Path> certificates) {
    return new VerifyRun(
        kernel.withEnrolled(certificates.stream().map(CertificateFile::read).toList()));
  }

  private static LoadedLivepatch loaded(Path file) {
    try {
      ObjectFile module = ElfReader.read(ModuleDirectory.contents(file));
      return LoadedLivepatch.of(file.getFileName().toString(), module);
    } catch (MalformedElfException e) {
      throw new Failure(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * {@return what would become of a module, damaged or not}
   *
   * @throws Failure if the file cannot be read
   */
  public Simulation verify(Path file) {
    byte[] contents = ModuleDirectory.contents(file);
    Bytes bytes = Bytes.of(contents, ByteOrder.LITTLE_ENDIAN);
    return LoaderSimulator.simulate(file.getFileName().toString(), bytes, kernel);
  }
}
