package io.klpforge.driver.kernel;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The files that tell what a kernel loads.
 *
 * @param release as {@code uname -r} prints it
 * @param config the {@code .config} it was built with
 * @param vmlinux with symbol table
 * @param symvers {@code Module.symvers}: exported symbols with their CRCs
 * @param modules directory of its modules; empty if it has none
 */
public record KernelFiles(
    String release, Path config, Path vmlinux, Path symvers, Optional<Path> modules) {

  /** {@return these parts of {@code kernel}} */
  public static KernelFiles of(TargetKernel kernel) {
    return new KernelFiles(
        kernel.release(),
        kernel.config(),
        kernel.vmlinux(),
        kernel.symvers(),
        Optional.of(kernel.modules()));
  }
}
