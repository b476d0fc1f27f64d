package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.vm.GuestBoot;
import io.klpforge.driver.vm.GuestReport;
import io.klpforge.driver.vm.PatchTrial;
import io.klpforge.driver.vm.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A patch of the tests' own for a module.
 *
 * @param name of the patch
 * @param insmod modules to be loaded first
 * @param after command in the guest with the livepatch in place
 * @param expect text of the kernel's log that {@code after} prints
 */
record ModulePatch(String name, List<String> insmod, String after, String expect) {

  /**
   * {@return the build of it}; what it made works in the guest
   *
   * @param directory for patch and livepatch
   * @param options of the build
   */
  Klpforge requireWorks(TestKernel kernel, Path directory, Object... options) throws IOException {
    Path output = directory.resolve(name);
    List<String> arguments = kernel.build(options);
    arguments.addAll(List.of("-o", "" + output, "" + Machinery.patch(name, directory)));
    Klpforge build = Klpforge.run(arguments).exits(0);
    PatchTrial trial =
        new PatchTrial(
            name,
            List.of(FixtureTrials.livepatch(directory, name)),
            Optional.of(kernel.modules()),
            insmod,
            List.of(),
            Optional.of("dmesg | grep -c '" + expect + "'"),
            Optional.of(after),
            Optional.of(expect));
    GuestReport report =
        new GuestBoot(kernel.vmlinuz(), GuestBoot.GENEROUS).run(List.of(trial.scenario()));
    Verdict verdict = Verdict.of(trial, report);
    assertTrue(verdict.works(), () -> verdict.reasons() + "\n" + report.scenario(name));
    return build;
  }
}
