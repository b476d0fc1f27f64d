package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.kbuild.SourceStore;
import io.klpforge.driver.kbuild.Workspace;
import io.klpforge.driver.kbuild.Workspaces;
import io.klpforge.driver.kernel.KernelOverrides;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.Verbosity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The shipped kernel whose packages scripts/test unpacks.
 *
 * @param root where they are unpacked
 * @param release as {@code uname -r} prints it
 */
record StockKernel(Path root, String release) implements TestKernel {
  private static final String VARIABLE = "KLPFORGE_TEST_ROOT";

  /** One whose modules objtool looks at when they are linked, not each object: Debian's 6.12. */
  private static final String MODERN = "KLPFORGE_TEST_ROOT_MODERN";

  /** {@return the kernel; the caller is skipped where there is none} */
  static StockKernel require() {
    return require(VARIABLE);
  }

  /** {@return the one with IBT; the caller is skipped where there is none} */
  static StockKernel requireModern() {
    return require(MODERN);
  }

  private static StockKernel require(String variable) {
    String root = System.getenv().getOrDefault(variable, "");
    assumeTrue(
        !root.isEmpty(),
        variable + " is not set: the directory of an unpacked kernel; scripts/test sets it");
    return new StockKernel(Path.of(root), release(Path.of(root)));
  }

  private static String release(Path root) {
    try (Stream<Path> files = Files.list(root.resolve("boot"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("vmlinuz-"))
          .map(name -> name.substring("vmlinuz-".length()))
          .sorted()
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(root + "/boot: holds no vmlinuz-*"));
    } catch (IOException e) {
      throw new IllegalStateException(root + ": holds no kernel", e);
    }
  }

  @Override
  public Path vmlinuz() {
    return root.resolve("boot/vmlinuz-" + release);
  }

  Path config() {
    return root.resolve("boot/config-" + release);
  }

  @Override
  public Path systemMap() {
    return root.resolve("usr/lib/debug/boot/System.map-" + release);
  }

  @Override
  public Path vmlinux() {
    return root.resolve("usr/lib/debug/boot/vmlinux-" + release);
  }

  Path symvers() {
    return root.resolve("usr/src/linux-headers-" + release + "/Module.symvers");
  }

  /** {@return the version of the type of a symbol that the kernel exports} */
  long version(String symbol) {
    return TargetSymbols.exports(symvers()).find(symbol).orElseThrow().version();
  }

  @Override
  public Path modules() {
    return root.resolve("lib/modules/" + release);
  }

  private Path tarball() {
    return root.resolve(
        "usr/src/linux-source-" + release.replaceFirst("^(\\d+\\.\\d+).*", "$1") + ".tar.xz");
  }

  /** {@return the source, unpacked} */
  Path source() {
    return new SourceStore(cache(), new CommandRunner(), silent()).open(tarball()).directory();
  }

  /** {@return the source, prepared to compile in; the caller closes it} */
  Workspace workspace(CommandRunner runner) {
    BuildRequest request =
        BuildRequest.withoutPatch(Optional.of(release), root, KernelOverrides.none(), 2, false);
    LocatedKernel kernel = new KernelChoice(request, cache(), runner, silent()).choose();
    return new Workspaces(cache(), runner, silent()).take(kernel.workspace(), 2);
  }

  private static Console silent() {
    PrintWriter silent = new PrintWriter(Writer.nullWriter());
    return new Console(silent, silent, Verbosity.QUIET);
  }

  /** {@return the cache that runs in this process use} */
  static Cache cache() {
    return Cache.of(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  @Override
  public List<String> build(Object... more) {
    List<String> arguments =
        new ArrayList<>(List.of("build", "--kernel", release, "--root", root.toString()));
    Stream.of(more).map(Object::toString).forEach(arguments::add);
    return arguments;
  }
}
