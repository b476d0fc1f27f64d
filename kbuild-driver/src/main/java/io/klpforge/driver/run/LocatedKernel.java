package io.klpforge.driver.run;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.select.KernelFeature;
import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.kbuild.SourceTree;
import io.klpforge.driver.kbuild.WorkspaceRequest;
import io.klpforge.driver.kernel.KernelBanner;
import io.klpforge.driver.kernel.KernelConfig;
import io.klpforge.driver.kernel.KernelFiles;
import io.klpforge.driver.kernel.SourceVersion;
import io.klpforge.driver.kernel.TargetKernel;
import io.klpforge.driver.kernel.VmlinuxCheck;
import io.klpforge.driver.report.Console;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A kernel whose parts are found.
 *
 * @param kernel its parts
 * @param config its configuration
 * @param compilerVersion what its compiler, the one here, prints of itself
 * @param source its source, unpacked
 * @param features what livepatches for it are to be made for
 */
record LocatedKernel(
    TargetKernel kernel,
    KernelConfig config,
    String compilerVersion,
    SourceTree source,
    Set<KernelFeature> features) {

  /** Copies the set. */
  LocatedKernel {
    features = Set.copyOf(features);
  }

  /**
   * {@return the kernel's symbols}, read in the background, which takes about as long as compiling
   * a small object; vmlinux is checked against the other parts
   */
  CompletableFuture<KernelView> view() {
    return CompletableFuture.supplyAsync(
        () -> {
          ObjectFile vmlinux = ObjectDiffer.read(kernel.vmlinux());
          KernelBanner banner = VmlinuxCheck.require(kernel, vmlinux);
          SourceVersion.of(source.directory()).require(banner, kernel.source());
          TargetModules modules = new TargetModules(kernel.modules(), kernel.debugModules());
          return KernelView.of(KernelFiles.of(kernel), config, vmlinux, modules, features);
        });
  }

  /** {@return the kernel's debugging information} */
  KernelTypes types(Cache cache, Console console) {
    return KernelTypes.of(
        kernel.vmlinux(),
        Optional.of(kernel.debugModules().orElse(kernel.modules())),
        cache,
        console);
  }

  WorkspaceRequest workspace() {
    return WorkspaceRequest.of(kernel, source, config, compilerVersion);
  }
}
