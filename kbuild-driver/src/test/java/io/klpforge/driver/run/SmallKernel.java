package io.klpforge.driver.run;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.Command;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.fixture.PatchFixture;
import io.klpforge.driver.kernel.KernelConfig;
import io.klpforge.driver.kernel.KernelOverrides;
import io.klpforge.driver.kernel.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The kernel of fixtures/kernels/small.config, or more, built from its tree by the program. It
 * takes signed modules only, and livepatches for it are signed with the key that Kbuild made for
 * it.
 *
 * @param source the tree
 * @param config made outside the tree
 * @param home where the program keeps what it built
 */
record SmallKernel(Path source, Path config, Path home) implements TestKernel {
  private static final CommandRunner RUNNER = new CommandRunner();

  /** Its configuration, on top of {@code tinyconfig}. */
  static final List<String> SMALL = List.of("small.config");

  /** What the program says when it builds a kernel. */
  static final String BUILDING = "build the kernel";

  /** {@return the kernel of small.config}, as the other one */
  static SmallKernel of(Path source, Toolchain toolchain, Path scratch) throws IOException {
    return of(source, toolchain, SMALL, scratch);
  }

  /**
   * {@return the kernel, built now if the cache has it not, which takes minutes}
   *
   * @param fragments of its configuration, in fixtures/kernels
   * @param scratch gets its configuration
   */
  static SmallKernel of(Path source, Toolchain toolchain, List<String> fragments, Path scratch)
      throws IOException {
    Path config = configure(source, toolchain, fragments, Files.createDirectories(scratch));
    SmallKernel unbuilt = new SmallKernel(source, config, scratch);
    Path patch = PatchFixture.named("unexported").patch();
    Klpforge first = Klpforge.run(unbuilt.buildUnsigned(patch, "-o", scratch));
    return new SmallKernel(source, config, home(first));
  }

  /** {@return what compiled a kernel} */
  static Toolchain toolchain(StockKernel kernel) {
    return Toolchain.of(KernelConfig.read(kernel.config()));
  }

  /** As the fragments say, on top of {@code tinyconfig}. */
  static Path configure(Path source, Toolchain toolchain, List<String> fragments, Path output) {
    Path kernels = Path.of(System.getProperty("klpforge.root"), "fixtures", "kernels");
    make(source, toolchain, output, "tinyconfig");
    RUNNER.check(
        Command.of(
                output,
                source.resolve("scripts/kconfig/merge_config.sh").toString(),
                "-m",
                ".config")
            .with(fragments.stream().map(name -> kernels.resolve(name).toString()).toList()));
    make(source, toolchain, output, "olddefconfig");
    Disk.delete(output.resolve("source"));
    return output.resolve(".config");
  }

  private static void make(Path source, Toolchain toolchain, Path output, String target) {
    RUNNER.check(
        Command.of(source, "make", "O=" + output)
            .with(toolchain.assignments())
            .with(List.of(target)));
  }

  private static Path home(Klpforge run) {
    return run.err()
        .lines()
        .filter(line -> line.startsWith("- kernel "))
        .map(line -> Path.of(line.replaceFirst("^[^:]*: ", "")))
        .findFirst()
        .orElseThrow(() -> new AssertionError("it does not say where the kernel is\n" + run));
  }

  @Override
  public List<String> build(Object... more) {
    List<String> arguments = buildUnsigned(more);
    if (Files.exists(key())) {
      arguments.addAll(List.of("--sign", key().toString(), certificate().toString()));
    }
    return arguments;
  }

  /** {@return the arguments to build what it would not load as it is} */
  List<String> buildUnsigned(Object... more) {
    List<String> arguments =
        new ArrayList<>(List.of("build", "-s", "" + source, "-c", "" + config));
    Stream.of(more).map(Object::toString).forEach(arguments::add);
    return arguments;
  }

  /** {@return the key that its modules are signed with; there once it is built} */
  Path key() {
    return home.resolve("signing_key.pem");
  }

  /** {@return the certificate that is built into it} */
  Path certificate() {
    return home.resolve("signing_key.x509");
  }

  @Override
  public Path vmlinuz() {
    return home.resolve("vmlinuz");
  }

  @Override
  public Path vmlinux() {
    return home.resolve("vmlinux");
  }

  @Override
  public Path systemMap() {
    return home.resolve("System.map");
  }

  @Override
  public Path modules() {
    return home.resolve("modules");
  }

  /** {@return its parts, for verify} */
  KernelOverrides parts() {
    return new KernelOverrides(
        Optional.empty(),
        Optional.of(home.resolve("config")),
        Optional.of(vmlinux()),
        Optional.of(home.resolve("Module.symvers")),
        Optional.empty(),
        Optional.of(modules()));
  }
}
