package io.klpforge.driver.run;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.select.KernelSymbols;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.kbuild.SourceTree;
import io.klpforge.driver.kbuild.WorkspaceRequest;
import io.klpforge.driver.kernel.CompilerCheck;
import io.klpforge.driver.kernel.ConfigCheck;
import io.klpforge.driver.kernel.KernelBanner;
import io.klpforge.driver.kernel.KernelConfig;
import io.klpforge.driver.kernel.SourceVersion;
import io.klpforge.driver.kernel.TargetKernel;
import io.klpforge.driver.kernel.VmlinuxCheck;
import java.util.concurrent.CompletableFuture;

/**
 * A kernel whose parts are found and belong together.
 *
 * @param kernel its parts
 * @param config its configuration
 * @param compilerVersion what its compiler, the one here, prints of itself
 */
record LocatedKernel(TargetKernel kernel, KernelConfig config, String compilerVersion) {

  /**
   * Checks configuration and compiler.
   *
   * @throws io.klpforge.driver.report.Failure if the kernel cannot be live-patched from here
   */
  static LocatedKernel check(TargetKernel kernel, CommandRunner runner, boolean skipCompiler) {
    KernelConfig config = KernelConfig.read(kernel.config());
    ConfigCheck.require(config, kernel.config().toString());
    String version = new CompilerCheck(runner).require(config, skipCompiler);
    return new LocatedKernel(kernel, config, version);
  }

  /**
   * Reads vmlinux in the background, which takes about as long as compiling a small object, and
   * checks it against the other parts.
   */
  CompletableFuture<KernelSymbols> symbols(SourceTree source) {
    return CompletableFuture.supplyAsync(
        () -> {
          ObjectFile vmlinux = ObjectDiffer.read(kernel.vmlinux());
          KernelBanner banner = VmlinuxCheck.require(kernel, vmlinux);
          SourceVersion.of(source.directory()).require(banner, kernel.source());
          TargetModules modules = new TargetModules(kernel.modules(), kernel.debugModules());
          return TargetSymbols.of(vmlinux, kernel.symvers(), modules);
        });
  }

  WorkspaceRequest workspace(SourceTree source) {
    return WorkspaceRequest.of(kernel, source, config, compilerVersion);
  }
}
