package io.klpforge.driver.kernel;

import io.klpforge.driver.command.Command;
import io.klpforge.driver.command.CommandResult;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.report.Failure;
import java.nio.file.Path;

/**
 * Whether the compiler here is the one that compiled the kernel.
 *
 * <p>Another compiler inlines and numbers differently, so that the diff would show its differences
 * instead of the patch's.
 *
 * @param runner runs {@code CC --version}
 */
public record CompilerCheck(CommandRunner runner) {

  /**
   * Compares the first line of {@code CC --version} with {@code CONFIG_CC_VERSION_TEXT}.
   *
   * @param skip accept another compiler; there must still be one
   * @return the compiler's own version line
   * @throws Failure if there is none, or it is another and {@code skip} is not set
   */
  public String require(KernelConfig config, boolean skip) {
    String compiler = Toolchain.of(config).compiler();
    String here = version(compiler);
    if (!skip && !here.equals(config.compilerVersion())) {
      throw new Failure(
          compiler
              + ": not the compiler of the kernel"
              + "\n    the kernel's: "
              + config.compilerVersion()
              + "\n    this one:     "
              + here
              + "\n    install the kernel's, or pass --skip-compiler-check and compare results");
    }
    return here;
  }

  private String version(String compiler) {
    Command command = Command.of(Path.of("."), compiler, "--version");
    try {
      CommandResult result = runner.run(command);
      return result.succeeded() ? result.output().lines().findFirst().orElse("") : "";
    } catch (Failure e) {
      throw new Failure(
          compiler
              + ": the kernel's compiler is not on this machine"
              + "\n    CONFIG_CC_VERSION_TEXT names it"
              + "\n    apt-get install "
              + compiler.replaceFirst("^.*-linux-gnu-", ""),
          e);
    }
  }
}
