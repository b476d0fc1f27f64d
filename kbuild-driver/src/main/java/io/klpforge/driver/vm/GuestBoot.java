package io.klpforge.driver.vm;

import io.klpforge.driver.command.Command;
import io.klpforge.driver.command.CommandResult;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.command.SearchPath;
import io.klpforge.driver.report.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Boots a kernel in QEMU, in software emulation, and lets it go through scenarios. */
public final class GuestBoot {
  /** Long enough for a slow machine that does much else; a boot takes seconds. */
  public static final Duration GENEROUS = Duration.ofMinutes(10);

  private static final String INITRAMFS = "initramfs.gz";
  private static final String CONSOLE = "console";
  private static final String RESULTS = "results";

  /**
   * Warnings and worse to the console; a panic ends the machine. The watchdogs measure time, and in
   * an emulated machine on a busy host they would bark at nothing.
   */
  private static final String KERNEL_OPTIONS =
      "loglevel=5 panic=-1 nowatchdog rcupdate.rcu_cpu_stall_suppress=1 rdinit=/init console=";

  private final Path kernel;
  private final Machine machine;
  private final Duration limit;

  /**
   * A virtual machine for one kernel.
   *
   * @param kernel the bootable image, such as {@code /boot/vmlinuz-RELEASE}
   * @param limit after which a machine that has not shut down is ended
   * @throws Failure if {@code kernel} is not a bootable image of a known architecture
   */
  public GuestBoot(Path kernel, Duration limit) {
    this.kernel = kernel.toAbsolutePath();
    this.machine = Machine.thatBoots(kernel);
    this.limit = limit;
  }

  /**
   * Boots once and goes through all scenarios.
   *
   * @return what the guest said, also when it died on the way
   * @throws Failure if QEMU or busybox is missing, QEMU failed, the guest never took a step, or the
   *     limit was reached
   */
  public GuestReport run(List<Scenario> scenarios) {
    requireQemu();
    try (ScratchDirectory scratch = new ScratchDirectory("guest")) {
      Path directory = scratch.path();
      Initramfs.write(
          directory.resolve(INITRAMFS),
          Busybox.require(),
          GuestInit.script(machine.port(), scenarios),
          files(scenarios));
      boot(directory);
      GuestReport report = report(directory);
      requireLife(report);
      return report;
    } catch (IOException e) {
      throw new Failure("the guest's files cannot be written: " + e.getMessage(), e);
    }
  }

  private void requireQemu() {
    if (SearchPath.find(machine.program()).isEmpty()) {
      throw new Failure(
          machine.program()
              + ": not found in PATH; it boots the kernel\n    sudo apt-get install "
              + machine.debianPackage());
    }
  }

  private static List<GuestFile> files(List<Scenario> scenarios) {
    return scenarios.stream().flatMap(scenario -> scenario.files().stream()).toList();
  }

  private void boot(Path directory) throws IOException {
    Command qemu = new CommandLine(directory).command();
    try {
      CommandResult result = new CommandRunner().run(qemu, limit);
      if (!result.succeeded()) {
        throw CommandRunner.failed(qemu, result);
      }
    } catch (Failure e) {
      throw new Failure(e.getMessage() + lastWords(report(directory)), e);
    }
  }

  private void requireLife(GuestReport report) {
    if (report.steps().isEmpty()) {
      throw new Failure(
          kernel + ": the kernel did not get as far as its first program" + lastWords(report));
    }
  }

  private static GuestReport report(Path directory) throws IOException {
    return ReportParser.parse(
        text(directory.resolve(RESULTS)), text(directory.resolve(CONSOLE)).replace("\r", ""));
  }

  /** {@return the step the guest was in, and the end of its console, indented} */
  private static String lastWords(GuestReport report) {
    List<String> lines = new ArrayList<>();
    if (!report.steps().isEmpty()) {
      StepResult last = report.steps().get(report.steps().size() - 1);
      lines.add("last step: " + last.scenario() + "/" + last.step());
    }
    KernelLog.end(report.console()).lines().forEach(line -> lines.add("| " + line));
    return lines.isEmpty() ? "" : "\n    " + String.join("\n    ", lines);
  }

  private static String text(Path file) throws IOException {
    return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
  }

  /**
   * QEMU's command line; file names in its own syntax are relative, so that none needs escaping.
   */
  private final class CommandLine {
    private final Path directory;

    CommandLine(Path directory) {
      this.directory = directory;
    }

    Command command() {
      return Command.of(directory, machine.program())
          .with(machine.options())
          .with(List.of("-smp", "2", "-m", "1024", "-no-reboot", "-nodefaults"))
          .with(List.of("-display", "none", "-monitor", "none"))
          .with(List.of("-serial", "file:" + CONSOLE, "-serial", "file:" + RESULTS))
          .with(List.of("-kernel", kernel.toString(), "-initrd", INITRAMFS))
          .with(List.of("-append", KERNEL_OPTIONS + machine.console()));
    }
  }
}
