package io.klpforge.driver.cli;

import io.klpforge.driver.report.UsageError;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a hand-written module's names are looked up: in a kernel, or in a list of its names. */
final class NameOptions {
  @Mixin private KernelOptions kernel;

  @Option(
      names = "--symbols",
      paramLabel = "FILE",
      description =
          "Look names up in this symbols.klp alone, klp-convert's list of a kernel's symbols.")
  private Optional<Path> symbols = Optional.empty();

  /** {@return the kernel} */
  KernelOptions kernel() {
    return kernel;
  }

  /**
   * {@return the list to be used in place of a kernel, if one is given}
   *
   * @throws UsageError if a kernel is given too
   */
  Optional<Path> symbols() {
    if (symbols.isPresent() && kernel.isGiven()) {
      throw new UsageError("--symbols stands in place of a kernel: leave out what names one");
    }
    return symbols;
  }
}
