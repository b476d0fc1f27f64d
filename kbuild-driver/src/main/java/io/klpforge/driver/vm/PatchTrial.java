package io.klpforge.driver.vm;

import io.klpforge.driver.report.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Livepatches to be tried: loaded one after the other, looked at, disabled and unloaded.
 *
 * @param name unique in one boot; letters, digits, {@code _}, {@code .} and {@code -}
 * @param livepatches the module files, in the order they are loaded
 * @param modules where {@code --insmod} names and dependencies are looked up; empty if nowhere
 * @param loadedBefore modules, by name or file, to be loaded before the livepatches
 * @param loadedAfter modules to be loaded when the livepatches are in place
 * @param before command run before the livepatches are loaded, and again when they are gone
 * @param after command run when the livepatches are in place
 * @param expect text that {@code after} must print, and {@code before} must not, both times
 */
public record PatchTrial(
    String name,
    List<Path> livepatches,
    Optional<Path> modules,
    List<String> loadedBefore,
    List<String> loadedAfter,
    Optional<String> before,
    Optional<String> after,
    Optional<String> expect) {

  /** Copies the lists. */
  public PatchTrial {
    livepatches = List.copyOf(livepatches);
    loadedBefore = List.copyOf(loadedBefore);
    loadedAfter = List.copyOf(loadedAfter);
  }

  /** {@return a trial that loads and unloads, and looks at nothing but the kernel's log} */
  public static PatchTrial of(String name, Path livepatch) {
    return new PatchTrial(
        name,
        List.of(livepatch),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** {@return this trial with all of these livepatches, loaded in their order} */
  public PatchTrial of(List<Path> all) {
    return new PatchTrial(name, all, modules, loadedBefore, loadedAfter, before, after, expect);
  }

  /** {@return this trial with modules, by name, from {@code directory}} */
  public PatchTrial withModules(Path directory, List<String> first, List<String> late) {
    return new PatchTrial(
        name, livepatches, Optional.of(directory), first, late, before, after, expect);
  }

  /** {@return this trial with a command whose output must have {@code text} only while patched} */
  public PatchTrial expecting(String command, String text) {
    return new PatchTrial(
        name,
        livepatches,
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
