package io.klpforge.driver.kbuild;

import io.klpforge.driver.command.Command;
import io.klpforge.driver.kernel.Toolchain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernel's {@code make}, called the same way each time.
 *
 * <p>{@code O=build} lies inside the tree, so that Kbuild names the source by the relative path
 * {@code ..} and no path of this machine gets into an object.
 *
 * @param tree the workspace's tree
 * @param toolchain the compiler, and what goes with it
 * @param release passed as {@code KERNELRELEASE}; empty to let the tree say
 * @param jobs passed as {@code -j}
 */
record Make(Path tree, Toolchain toolchain, String release, int jobs) {

  /** {@return a call making {@code targets}, which may be assignments too} */
  Command call(List<String> targets) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--no-print-directory");
    arguments.add("-j" + jobs);
    arguments.add("O=build");
    arguments.addAll(toolchain.assignments());
    if (!release.isEmpty()) {
      arguments.add("KERNELRELEASE=" + release);
    }
    arguments.addAll(targets);
    return quiet(Command.of(tree, "make").with(arguments));
  }

  /** Keeps what the caller's shell exports for other builds, and the time, out of this one. */
  private static Command quiet(Command command) {
    return command
        .withEnvironment("LANG", "C")
        .withEnvironment("LANGUAGE", "C")
        .withEnvironment("LC_CTYPE", "C")
        .withEnvironment("LC_MESSAGES", "C")
        .withEnvironment("MAKEFLAGS", "")
        .withEnvironment("KCFLAGS", "")
        .withEnvironment("KAFLAGS", "")
        .withEnvironment("LOCALVERSION", "")
        .withEnvironment("KBUILD_OUTPUT", "")
        .withEnvironment("KBUILD_EXTRA_SYMBOLS", "")
        .withEnvironment("KBUILD_VERBOSE", "")
        .withEnvironment("KBUILD_BUILD_TIMESTAMP", "Thu Jan  1 00:00:00 UTC 1970")
        .withEnvironment("KBUILD_BUILD_USER", "klpforge")
        .withEnvironment("KBUILD_BUILD_HOST", "klpforge");
  }
}
