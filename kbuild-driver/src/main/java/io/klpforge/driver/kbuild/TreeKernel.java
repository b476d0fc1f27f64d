package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.command.Strays;
import io.klpforge.driver.kernel.ConfigCheck;
import io.klpforge.driver.kernel.KernelConfig;
import io.klpforge.driver.kernel.TargetKernel;
import io.klpforge.driver.kernel.Toolchain;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.Failure;
import io.klpforge.driver.sign.SignFile;
import io.klpforge.driver.sign.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Builds a kernel from its source, as the user would, and keeps what came out in the cache.
 *
 * <p>The build is not split into sections, so this is the kernel to boot. An interrupted build goes
 * on where it was. Where Kbuild makes a key to sign the modules with, it stays beside the kernel,
 * for livepatches to be signed with too.
 *
 * @param cache keeps the kernel
 * @param runner runs make
 * @param console told of steps
 * @param jobs how many compilers run at once
 */
public record TreeKernel(Cache cache, CommandRunner runner, Console console, int jobs) {
  private static final String FORMAT = "2";
  private static final String MADE_KEY = "signing_key.pem";

  /**
   * {@return the configuration to build a tree with}
   *
   * @throws Failure if there is none
   */
  public static Path config(Path tree, Optional<Path> given) {
    Path config = given.orElse(tree.resolve(".config"));
    if (!Files.isRegularFile(config)) {
      throw new Failure(
          config + ": no such file\n    configure the tree, or give a configuration with --config");
    }
    return config;
  }

  /**
   * {@return the kernel of that source and configuration; built now if it is not in the cache}
   *
   * @param compilerVersion what the compiler prints of itself
   */
  public TargetKernel build(SourceTree source, Path config, String compilerVersion) {
    KernelConfig options = KernelConfig.read(config);
    ConfigCheck.require(options, config.toString());
    String key =
        new Digest()
            .add(FORMAT)
            .add(source.identity())
            .add(Disk.bytes(config))
            .add(compilerVersion)
            .text();
    Path kernel =
        cache.get(
            "kernel-" + key,
            directory -> {
              Path home = cache.root().resolve("kernel-build-" + key);
              new FullBuild(source, config, Toolchain.of(options), home).into(directory);
              Disk.delete(home);
            });
    return describe(kernel, source);
  }

  private static TargetKernel describe(Path kernel, SourceTree source) {
    return new TargetKernel(
        Disk.text(kernel.resolve("release")).strip(),
        kernel.resolve("config"),
        kernel.resolve("System.map"),
        kernel.resolve("vmlinux"),
        kernel.resolve("Module.symvers"),
        kernel.resolve("modules"),
        Optional.empty(),
        source.directory(),
        Optional.of(kernel.resolve("vmlinuz")));
  }

  /** One kernel's build. */
  private final class FullBuild {
    private final SourceTree source;
    private final Path config;
    private final Path home;
    private final Make make;

    FullBuild(SourceTree source, Path config, Toolchain toolchain, Path home) {
      this.source = source;
      this.config = config;
      this.home = home;
      this.make = new Make(home.resolve("tree"), toolchain, "", jobs);
    }

    void into(Path directory) {
      Console.Step step = console.step("build the kernel");
      plant();
      run("configure the kernel", 0, "olddefconfig");
      run("prepare the kernel's source", 0, "prepare");
      KernelObjects objects = new ObjectWalk(runner).walk(make, home.resolve("objects.list"));
      run("build the kernel", objects.paths().size(), "all");
      keep(objects, directory);
      step.close();
    }

    private void plant() {
      Strays.end(home);
      if (!Files.exists(home.resolve("planted"))) {
        Disk.delete(home);
        SymlinkFarm.plant(source.directory(), make.tree());
        Disk.copy(config, output(".config"));
        Disk.appendSynced(home.resolve("planted"), "");
      }
    }

    private Path output(String name) {
      return make.tree().resolve("build").resolve(name);
    }

    private void run(String what, int expected, String target) {
      Path log = home.resolve("make.log");
      new KernelMake(runner, console).run(what, make.call(List.of(target)), log, expected);
    }

    private void keep(KernelObjects objects, Path directory) {
      Disk.copy(config, directory.resolve("config"));
      for (String name : List.of("vmlinux", "System.map", "Module.symvers")) {
        Disk.copy(output(name), directory.resolve(name));
      }
      Disk.copy(output("include/config/kernel.release"), directory.resolve("release"));
      Disk.copy(output(image()), directory.resolve("vmlinuz"));
      keepModules(directory.resolve("modules"));
      keepMadeKey(directory);
      DependencyIndex.write(
          output(""), objects.paths(), directory.resolve(WorkspaceRequest.DEPENDENCIES));
    }

    /** The boot image's path: the last word of what make prints. */
    private String image() {
      String printed = runner.check(make.call(List.of("-s", "image_name"))).strip();
      return printed.substring(printed.lastIndexOf('\n') + 1);
    }

    /** Lays modules out, and signs them, as modules_install does, without depmod's indices. */
    private void keepModules(Path directory) {
      KernelConfig made = KernelConfig.read(output(".config"));
      StringBuilder order = new StringBuilder();
      for (String line : Disk.lines(output("modules.order"))) {
        String module = line.replaceFirst("\\.k?o$", "") + ".ko";
        keepModule(made, output(module), directory.resolve("kernel").resolve(module));
        order.append("kernel/").append(module).append('\n');
      }
      Disk.write(directory.resolve("modules.order"), order.toString());
      Disk.copy(output("modules.builtin"), directory.resolve("modules.builtin"));
    }

    private void keepModule(KernelConfig made, Path module, Path kept) {
      Disk.copy(module, kept);
      if (made.isSet("MODULE_SIG_ALL")) {
        SignFile.of(runner, output(""), made).sign(modulesKey(made), module, kept);
      }
    }

    /** Source: {@code sig-key}, scripts/Makefile.modinst, Linux 6.1. */
    private SigningKey modulesKey(KernelConfig made) {
      String key = made.value("MODULE_SIG_KEY").orElse("");
      Path certificate = output("certs/signing_key.x509");
      return new SigningKey(SigningKey.isUri(key) ? key : output(key).toString(), certificate);
    }

    /** A key that Kbuild made is nowhere else. Source: certs/Makefile, Linux 6.1. */
    private void keepMadeKey(Path directory) {
      for (String name : List.of(MADE_KEY, "signing_key.x509")) {
        Path file = output("certs").resolve(name);
        if (Files.exists(output("certs").resolve(MADE_KEY)) && Files.exists(file)) {
          Disk.copy(file, directory.resolve(name));
        }
      }
    }
  }
}
