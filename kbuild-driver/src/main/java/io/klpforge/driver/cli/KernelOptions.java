package io.klpforge.driver.cli;

import io.klpforge.driver.kernel.KernelOverrides;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which kernel, and where its parts are if not where packages put them: the same everywhere. */
final class KernelOptions {
  private static final Path ROOT = Path.of("/");

  @Option(
      names = {"--kernel", "-a", "--archversion"},
      paramLabel = "RELEASE",
      description = "The shipped kernel, as uname -r prints it; the running one by default.")
  private Optional<String> release = Optional.empty();

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "Look for the kernel's packages, unpacked with dpkg -x, in this directory.")
  private Path root = ROOT;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The kernel's configuration.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = {"-v", "--vmlinux"},
      paramLabel = "FILE",
      description = "The kernel with its symbols.")
  private Optional<Path> vmlinux = Optional.empty();

  @Option(names = "--symvers", paramLabel = "FILE", description = "The kernel's Module.symvers.")
  private Optional<Path> symvers = Optional.empty();

  @Option(
      names = "--modules",
      paramLabel = "DIR",
      description = "The kernel's modules, such as /lib/modules/RELEASE.")
  private Optional<Path> modules = Optional.empty();

  /** {@return the release asked for; empty for the running kernel's} */
  Optional<String> release() {
    return release;
  }

  /** {@return the directory the kernel's packages are in} */
  Path root() {
    return root;
  }

  /** {@return whether anything says which kernel} */
  boolean isGiven() {
    return release.isPresent() || !root.equals(ROOT) || !given().equals(KernelOverrides.none());
  }

  /** {@return the parts that are given, where nothing is compiled} */
  KernelOverrides given() {
    return given(Optional.empty(), Optional.empty());
  }

  /** {@return the parts that are given, with those that only compiling needs} */
  KernelOverrides given(Optional<Path> source, Optional<Path> systemMap) {
    return new KernelOverrides(source, config, vmlinux, symvers, systemMap, modules);
  }
}
