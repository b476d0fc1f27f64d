package io.klpforge.driver.run;

import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.kbuild.SourceStore;
import io.klpforge.driver.kbuild.SourceTree;
import io.klpforge.driver.kbuild.TreeKernel;
import io.klpforge.driver.kernel.CompilerCheck;
import io.klpforge.driver.kernel.ConfigCheck;
import io.klpforge.driver.kernel.KernelBanner;
import io.klpforge.driver.kernel.KernelConfig;
import io.klpforge.driver.kernel.KernelLocator;
import io.klpforge.driver.kernel.SourceVersion;
import io.klpforge.driver.kernel.TargetKernel;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.Failure;
import io.klpforge.driver.sign.SigningCheck;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which kernel a build is for: the shipped one that is asked for, or one built here from a tree.
 *
 * @param request says which
 * @param cache keeps sources and built kernels
 * @param runner runs the compiler and make
 * @param console told of steps
 */
record KernelChoice(BuildRequest request, Cache cache, CommandRunner runner, Console console) {

  /**
   * {@return the kernel, its parts found and checked}
   *
   * @throws Failure if a part is missing, or the kernel cannot be live-patched from here
   */
  LocatedKernel choose() {
    return isTreeAlone() ? built() : shipped();
  }

  /** A tree and perhaps its configuration, and nothing of a shipped kernel. */
  private boolean isTreeAlone() {
    boolean partGiven =
        request.given().vmlinux().isPresent()
            || request.given().symvers().isPresent()
            || request.given().systemMap().isPresent()
            || request.given().modules().isPresent();
    boolean tarball = request.given().source().map(Files::isRegularFile).orElse(true);
    return !tarball && request.release().isEmpty() && !partGiven;
  }

  private LocatedKernel shipped() {
    TargetKernel kernel = new KernelLocator(request.root(), request.given()).locate(release());
    KernelConfig config = KernelConfig.read(kernel.config());
    String compiler = check(config, kernel.config());
    return located(kernel, config, compiler, open(kernel.source()));
  }

  /** Asked for; else what the vmlinux that is given says it is; else the running kernel's. */
  private String release() {
    return request
        .release()
        .or(() -> request.given().vmlinux().map(KernelChoice::releaseOf))
        .orElseGet(() -> System.getProperty("os.version"));
  }

  private static String releaseOf(Path vmlinux) {
    return KernelBanner.of(ObjectDiffer.read(vmlinux))
        .map(KernelBanner::release)
        .orElseThrow(
            () -> new Failure(vmlinux + ": no kernel with a symbol table: no linux_banner"));
  }

  private LocatedKernel built() {
    Path tree = request.given().source().orElseThrow();
    if (!Files.isDirectory(tree)) {
      throw new Failure(tree + ": no such directory\n    give a kernel's source tree");
    }
    Path file = TreeKernel.config(tree, request.given().config());
    KernelConfig config = KernelConfig.read(file);
    String compiler = check(config, file);
    SourceTree source = open(tree);
    TargetKernel kernel =
        new TreeKernel(cache, runner, console, request.jobs()).build(source, file, compiler);
    console.note("- kernel " + kernel.release() + ": " + kernel.vmlinux().getParent());
    return located(kernel, KernelConfig.read(kernel.config()), compiler, source);
  }

  private LocatedKernel located(
      TargetKernel kernel, KernelConfig config, String compiler, SourceTree source) {
    return new LocatedKernel(
        kernel, config, compiler, source, request.klpArch().features(source.directory()));
  }

  private String check(KernelConfig config, Path file) {
    ConfigCheck.require(config, file.toString());
    if (request.signing().isPresent()) {
      SigningCheck.requireUse(config, file.toString());
    }
    return new CompilerCheck(runner).require(config, request.skipCompilerCheck());
  }

  private SourceTree open(Path source) {
    SourceTree opened = new SourceStore(cache, runner, console).open(source);
    SourceVersion.of(opened.directory());
    return opened;
  }
}
