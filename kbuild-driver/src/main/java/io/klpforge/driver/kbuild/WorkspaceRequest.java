package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.kernel.KernelConfig;
import io.klpforge.driver.kernel.TargetKernel;
import io.klpforge.driver.kernel.Toolchain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a workspace is made from; equal requests share workspaces and original objects.
 *
 * @param source the kernel's source
 * @param config the configuration file
 * @param symvers {@code Module.symvers}
 * @param release the release the modules are for
 * @param toolchain the compiler, and what goes with it
 * @param compilerVersion what it prints of itself
 * @param dependencies index of which object read which file, where the kernel was built here
 */
public record WorkspaceRequest(
    SourceTree source,
    Path config,
    Path symvers,
    String release,
    Toolchain toolchain,
    String compilerVersion,
    Optional<Path> dependencies) {
  /** Lies beside the {@code Module.symvers} of a kernel we built ourselves. */
  static final String DEPENDENCIES = "dependencies.list";

  /** Raised when a workspace is prepared in another way than before. */
  private static final String FORMAT = "2";

  /** {@return the request for a shipped kernel} */
  public static WorkspaceRequest of(
      TargetKernel kernel, SourceTree source, KernelConfig config, String compilerVersion) {
    return new WorkspaceRequest(
        source,
        kernel.config(),
        kernel.symvers(),
        kernel.release(),
        Toolchain.of(config),
        compilerVersion,
        Optional.of(kernel.symvers().resolveSibling(DEPENDENCIES)).filter(Files::exists));
  }

  /**
   * {@return whether objtool sees finished modules only}, but for a module of a single object,
   * which it sees when that is compiled: to have all objects alike it is then kept away
   *
   * <p>Source: {@code delay-objtool} and {@code is-single-obj-m}, scripts/Makefile.lib, Linux 6.12.
   */
  boolean delaysObjtool() {
    return KernelConfig.read(config).isSet("X86_KERNEL_IBT");
  }

  /** {@return 16 hexadecimal digits over all that the objects depend on} */
  public String key() {
    return new Digest()
        .add(FORMAT)
        .add(source.identity())
        .add(Disk.bytes(config))
        .add(Disk.bytes(symvers))
        .add(release)
        .add(String.join(" ", toolchain.assignments()))
        .add(compilerVersion)
        .add(Sections.FLAGS)
        .text();
  }
}
