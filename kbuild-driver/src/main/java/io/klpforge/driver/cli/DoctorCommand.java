package io.klpforge.driver.cli;

import io.klpforge.driver.command.Command;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.kernel.KernelPart;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what this machine lacks for each command, and what brings it. */
@picocli.CommandLine.Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {"Checks that this machine has what each klpforge command needs."},
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {" 0:all is there", " 4:something is missing", "70:a defect of klpforge"})
final class DoctorCommand implements Callable<Integer> {
  @Mixin private Speech speech;

  @Option(
      names = "--kernel",
      paramLabel = "RELEASE",
      description = "The kernel to build livepatches for; by default the running one (uname -r).")
  private Optional<String> kernel = Optional.empty();

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "Look for that kernel's packages below DIR, where they were unpacked.")
  private Path root = Path.of("/");

  @Override
  public Integer call() {
    Console console = speech.console();
    Set<String> packages = new TreeSet<>();
    for (Requirement requirement : Requirement.all()) {
      boolean met = requirement.check().isMet();
      show(console, requirement.purpose(), requirement.what(), met, requirement.debianPackage());
      if (!met) {
        packages.add(requirement.debianPackage());
      }
    }
    packages.addAll(missingKernelPackages(console));
    return tell(console, packages);
  }

  private Set<String> missingKernelPackages(Console console) {
    Set<String> missing = new TreeSet<>();
    String release = kernel.orElseGet(DoctorCommand::running);
    for (KernelPart part : KernelPart.values()) {
      String brings = part.debianPackage(release);
      boolean met = part.find(root, release).isPresent();
      show(console, "build", release + " " + part.what(), met, brings);
      if (!met) {
        missing.add(brings);
      }
    }
    return missing;
  }

  private static String running() {
    return new CommandRunner().check(Command.of(Path.of("/"), "uname", "-r")).strip();
  }

  private static void show(
      Console console, String purpose, String what, boolean met, String debianPackage) {
    String state = met ? "ok" : "missing (package " + debianPackage + ")";
    String line = String.format(Locale.ROOT, "%-6s %-24s %s", purpose, what, state);
    if (met) {
      console.listing(line);
    } else {
      console.result(line);
    }
  }

  private static Integer tell(Console console, Set<String> packages) {
    if (packages.isEmpty()) {
      console.result("nothing is missing");
      console.note("next: klpforge build PATCH");
      return ExitCode.DONE.number();
    }
    console.result("to get what is missing:");
    console.result("    sudo apt-get install " + String.join(" ", List.copyOf(packages)));
    return ExitCode.FAILED.number();
  }
}
