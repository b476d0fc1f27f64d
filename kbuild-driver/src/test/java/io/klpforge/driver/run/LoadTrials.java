package io.klpforge.driver.run;

import io.klpforge.driver.vm.GuestBoot;
import io.klpforge.driver.vm.GuestFile;
import io.klpforge.driver.vm.GuestReport;
import io.klpforge.driver.vm.GuestStep;
import io.klpforge.driver.vm.ModuleDirectory;
import io.klpforge.driver.vm.Scenario;
import io.klpforge.driver.vm.StepResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Loads any number of modules in one boot, one after the other, and tells how each insmod ended.
 */
final class LoadTrials {
  /** What busybox's insmod prints, and what the system call ended with. */
  private static final Map<String, String> ANSWERS =
      Map.of(
          "invalid module format", "ENOEXEC",
          "unknown symbol in module", "ENOENT",
          "Invalid argument", "EINVAL",
          "File exists", "EEXIST",
          "Key was rejected by service", "EKEYREJECTED",
          "Bad message", "EBADMSG",
          "Cannot allocate memory", "ENOMEM",
          "Out of memory", "ENOMEM");

  private final TestKernel kernel;
  private final String module;
  private final List<GuestFile> files = new ArrayList<>();
  private final List<GuestStep> alone = new ArrayList<>();
  private final List<GuestStep> withModule = new ArrayList<>();

  /** In the guest of a kernel; livepatches of {@code module} are loaded when that is there. */
  LoadTrials(TestKernel kernel, String module) {
    this.kernel = kernel;
    this.module = module;
    Path file = ModuleDirectory.of(kernel.modules()).file(module).orElseThrow();
    files.add(GuestFile.copy(file, path(module), 0644));
    alone.add(GuestStep.optional("oops", "echo 1 >/proc/sys/kernel/panic_on_oops"));
    withModule.add(GuestStep.required("target", "add_module " + module + " /" + path(module)));
  }

  private static String path(String name) {
    return "loaded/" + name + ".ko";
  }

  /** Adds a trial. */
  void add(String name, Path file, boolean ofModule) {
    files.add(GuestFile.copy(file, path(name), 0644));
    String command = "insmod /" + path(name) + " && unload_again";
    (ofModule ? withModule : alone).add(GuestStep.optional(name, UNLOAD + command));
  }

  /** From here on the kernel takes signed modules only, as with {@code module.sig_enforce=1}. */
  void enforceSignatures() {
    String command = "echo 1 >/sys/module/module/parameters/sig_enforce";
    alone.add(GuestStep.required("enforce-signatures", command));
  }

  /** Whatever it is called, it is the only one. */
  private static final String UNLOAD =
      "unload_again() { for p in $(ls /sys/kernel/livepatch); do await_patch $p"
          + " && disable_patch $p && remove_module $p || return; done; }; ";

  /** {@return how each ended, by name: {@code loads}, or the name of an error number} */
  Map<String, String> boot() {
    GuestReport report =
        new GuestBoot(kernel.vmlinuz(), Duration.ofMinutes(5))
            .run(
                List.of(
                    new Scenario("alone", files, alone),
                    new Scenario("with-" + module, List.of(), withModule)));
    Map<String, String> answers = new LinkedHashMap<>();
    for (StepResult step : report.steps()) {
      answers.put(step.step(), answer(step));
    }
    return answers;
  }

  private static String answer(StepResult step) {
    if (!step.ended()) {
      return "dies";
    }
    if (step.succeeded()) {
      return "loads";
    }
    return ANSWERS.entrySet().stream()
        .filter(answer -> step.output().contains(answer.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(step.output() + step.log());
  }
}
