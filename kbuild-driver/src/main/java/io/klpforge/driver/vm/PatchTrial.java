package io.klpforge.driver.vm;

import io.klpforge.driver.report.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One livepatch to be tried: loaded, looked at, disabled and unloaded.
 *
 * @param name unique in one boot; letters, digits, {@code _}, {@code .} and {@code -}
 * @param livepatch the module file
 * @param modules where {@code --insmod} names and dependencies are looked up; empty if nowhere
 * @param loadedBefore modules, by name or file, to be loaded before the livepatch
 * @param loadedAfter modules to be loaded when the livepatch is in place
 * @param before command run before the livepatch is loaded, and again when it is gone
 * @param after command run when the livepatch is in place
 * @param expect text that {@code after} must print, and {@code before} must not, both times
 */
public record PatchTrial(
    String name,
    Path livepatch,
    Optional<Path> modules,
    List<String> loadedBefore,
    List<String> loadedAfter,
    Optional<String> before,
    Optional<String> after,
    Optional<String> expect) {

  /** Copies the lists. */
  public PatchTrial {
    loadedBefore = List.copyOf(loadedBefore);
    loadedAfter = List.copyOf(loadedAfter);
  }

  /** {@return a trial that loads and unloads, and looks at nothing but the kernel's log} */
  public static PatchTrial of(String name, Path livepatch) {
    return new PatchTrial(
        name,
        livepatch,
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** {@return this trial with modules, by name, from {@code directory}} */
  public PatchTrial withModules(Path directory, List<String> first, List<String> late) {
    return new PatchTrial(
        name, livepatch, Optional.of(directory), first, late, before, after, expect);
  }

  /** {@return this trial with a command whose output must have {@code text} only while patched} */
  public PatchTrial expecting(String command, String text) {
    return new PatchTrial(
        name,
        livepatch,
        modules,
        loadedBefore,
        loadedAfter,
        Optional.of(command),
        Optional.of(command),
        Optional.of(text));
  }

  /**
   * {@return the steps the guest takes; {@link Verdict#of} judges their results}
   *
   * @throws Failure if a file is not there or is not the module it should be
   */
  public Scenario scenario() {
    return new TrialScenario(this).build();
  }
}
