package io.klpforge.driver.cli;

import io.klpforge.diff.check.Severity;
import io.klpforge.driver.kernel.TargetKernel;
import io.klpforge.driver.run.BuildOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What to type next, ready to be copied into a shell. */
final class NextCommand {
  private static final String PLAIN = "[A-Za-z0-9_@%+=:,./-]+";

  private NextCommand() {}

  /** {@return the lines below livepatches that were built} */
  static List<String> afterBuild(List<Path> modules, Optional<TargetKernel> kernel) {
    List<String> lines = new ArrayList<>();
    kernel.ifPresent(
        target ->
            target
                .vmlinuz()
                .filter(Files::isRegularFile)
                .ifPresent(image -> lines.add("next: " + trial(modules, target, image))));
    kernel.ifPresent(target -> lines.addAll(load(modules, target.release())));
    return lines;
  }

  private static String trial(List<Path> modules, TargetKernel kernel, Path image) {
    Path others = kernel.modules();
    String with = Files.isDirectory(others) ? " --modules " + quoted(others) : "";
    String files = modules.stream().map(NextCommand::quoted).collect(Collectors.joining(" "));
    return "klpforge try " + files + " --kernel " + quoted(image) + with;
  }

  /** The kernel has one transition at a time, and refuses a livepatch meanwhile (EBUSY). */
  private static List<String> load(List<Path> modules, String release) {
    List<String> lines = new ArrayList<>();
    modules.forEach(module -> lines.addAll(load(module, release)));
    if (modules.size() > 1) {
      lines.add(
          "    in any order, each when /sys/kernel/livepatch/*/transition of those before is 0");
    }
    return lines;
  }

  /** {@return how to load a module into the kernel it is for; elsewhere, where to do so} */
  static List<String> load(Path module, String release) {
    boolean here = release.equals(System.getProperty("os.version"));
    String where = here ? "" : ", where " + release + " runs";
    return List.of("next" + where + ": sudo insmod " + quoted(module));
  }

  /** {@return the lines below a refusal}; none where the findings say it all */
  static List<String> afterRefusal(BuildOutcome outcome) {
    String objects =
        outcome.findings().stream()
            .filter(finding -> finding.severity() == Severity.ERROR)
            .filter(finding -> finding.rule().equals("baseline-mismatch"))
            .map(finding -> finding.where().replaceFirst(":.*", ""))
            .distinct()
            .collect(Collectors.joining(" "));
    String release = outcome.kernel().map(kernel -> " --kernel " + kernel.release()).orElse("");
    if (!objects.isEmpty()) {
      return List.of("next: klpforge reproduce " + objects + release);
    }
    boolean splitOnly =
        outcome.findings().stream()
            .filter(finding -> finding.severity() == Severity.ERROR)
            .allMatch(finding -> finding.rule().startsWith("split-"));
    if (splitOnly) {
      return List.of("next: the same without --split");
    }
    boolean unexplained =
        outcome.objects().stream()
            .anyMatch(one -> !one.changedFunctions().isEmpty() && one.explanations().isEmpty());
    return unexplained
        ? List.of("next: the same with --explain shows why each function changed")
        : List.of();
  }

  /** {@return the path as one word of a shell's command} */
  static String quoted(Path path) {
    String text = path.toString();
    return text.matches(PLAIN) ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
