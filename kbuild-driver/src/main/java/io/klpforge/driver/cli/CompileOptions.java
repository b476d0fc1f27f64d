package io.klpforge.driver.cli;

import io.klpforge.driver.kernel.KernelOverrides;
import io.klpforge.driver.report.UsageError;
import io.klpforge.driver.run.BuildRequest;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What and how to compile: the same for every command that does. */
final class CompileOptions {
  @Option(
      names = {"-s", "--sourcedir"},
      paramLabel = "TREE",
      description = "The kernel's source, or its linux-source tarball. Alone: build that kernel.")
  private Optional<Path> source = Optional.empty();

  @Option(names = "--system-map", paramLabel = "FILE", description = "The kernel's System.map.")
  private Optional<Path> systemMap = Optional.empty();

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      description = "How many compilers run at once; one a processor by default.")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = {"--skip-compiler-check", "--skip-gcc-check"},
      description = "Accept another compiler than the kernel's.")
  private boolean skipCompilerCheck;

  /** {@return the source tree or tarball, if it is given} */
  Optional<Path> source() {
    return source;
  }

  /**
   * {@return how many compilers may run at once}
   *
   * @throws UsageError if it is no positive number
   */
  int jobs() {
    if (jobs < 1) {
      throw new UsageError("--jobs " + jobs + ": must be a positive number");
    }
    return jobs;
  }

  /** {@return whether another compiler than the kernel's will do} */
  boolean skipCompilerCheck() {
    return skipCompilerCheck;
  }

  /** {@return the parts of the kernel that are given} */
  KernelOverrides given(KernelOptions kernel) {
    return kernel.given(source, systemMap);
  }

  /** {@return the request to compile parts of a kernel as they are} */
  BuildRequest withoutPatch(KernelOptions kernel) {
    return BuildRequest.withoutPatch(
        kernel.release(), kernel.root(), given(kernel), jobs(), skipCompilerCheck);
  }
}
