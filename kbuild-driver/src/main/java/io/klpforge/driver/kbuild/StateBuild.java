package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.report.Console;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compiles objects in many states of the files that a series of patches touches, each state once.
 *
 * <p>What is compiled stays in the cache, so a run that was killed goes on where it was. An object
 * that only includes what is touched is preprocessed first: the same text is the same object.
 */
public final class StateBuild {
  /** Objects to make at once; what a run that is killed loses. */
  private static final int BATCH = 100;

  private final AffectedObjects affected;
  private final Map<String, FileVersion> orig;
  private final ObjectStore originals;
  private final StateStore store;
  private final Preprocessing preprocessing;
  private final PairCompilation pairs;
  private final RoundBuild rounds;
  private final Console console;

  /**
   * Prepares.
   *
   * @param workspace this run's own, unpatched; it is unpatched again after each call
   * @param source what the series touches of the source
   * @param jobs how many compilers run at once
   * @param work the run's directory; gets {@code round}, {@code 1-orig} and {@code make.log}
   */
  public StateBuild(
      Workspace workspace,
      TouchedSource source,
      CommandRunner runner,
      Console console,
      Cache cache,
      int jobs,
      Path work) {
    String key = workspace.request().key();
    Compilation compilation = new Compilation(new KernelMake(runner, console), workspace, jobs);
    this.affected = source.affected();
    this.orig = source.orig();
    this.console = console;
    this.originals = ObjectStore.of(cache, key);
    this.store = StateStore.of(cache, key);
    this.preprocessing = new Preprocessing(compilation, originals, work.resolve("make.log"));
    this.pairs = new PairCompilation(compilation, originals, work);
    this.rounds = new RoundBuild(compilation, source, work, console);
  }

  /**
   * Sees to it that each state is compiled, or known not to compile.
   *
   * @throws io.klpforge.driver.report.Failure if a tool or the disk fails, or an object does not
   *     compile without any patch
   */
  public void compile(List<ObjectState> states) {
    List<ObjectState> patched =
        states.stream().filter(state -> !isAbsent(state) && !state.isSameCode(orig)).toList();
    preprocess(patched);
    List<ObjectState> wanted = patched.stream().filter(state -> !isOrig(state)).toList();
    compileOrig(states, wanted);
    Map<String, ObjectState> lacking = new LinkedHashMap<>();
    wanted.stream()
        .filter(state -> !store.knows(state.object(), key(state)))
        .forEach(state -> lacking.putIfAbsent(state.object() + " " + key(state), state));
    if (!lacking.isEmpty()) {
      rounds.compile(List.copyOf(lacking.values()), this::keep);
    }
  }

  private void keep(ObjectState state, RoundBuild.Outcome outcome) {
    outcome
        .made()
        .ifPresentOrElse(
            file -> store.putObject(state.object(), key(state), file),
            () -> store.putErrors(state.object(), key(state), outcome.errors()));
  }

  /** Of objects whose code does not change in any state, the original is not needed either. */
  private void compileOrig(List<ObjectState> states, List<ObjectState> wanted) {
    Set<String> objects = new TreeSet<>();
    wanted.forEach(state -> objects.add(state.object()));
    states.stream()
        .map(ObjectState::object)
        .filter(object -> !affected.included().contains(object))
        .forEach(objects::add);
    objects.removeIf(object -> affected.added().contains(object) || originals.has(object));
    batches(objects).forEach(pairs::orig);
  }

  private void preprocess(List<ObjectState> states) {
    Map<String, ObjectState> lacking = new LinkedHashMap<>();
    Set<String> objects = new TreeSet<>();
    states.stream()
        .filter(state -> affected.included().contains(state.object()))
        .peek(state -> objects.add(state.object()))
        .filter(state -> store.text(state.object(), state.key()).isEmpty())
        .forEach(state -> lacking.putIfAbsent(state.object() + " " + state.key(), state));
    if (lacking.isEmpty()) {
      preprocessing.orig(objects);
      return;
    }
    String what = "preprocess " + RoundBuild.count(lacking.size());
    try (Console.Step step = console.step(what)) {
      batches(objects).forEach(preprocessing::orig);
      RoundClock clock = new RoundClock(lacking.size());
      for (List<ObjectState> round : Rounds.of(List.copyOf(lacking.values()), BATCH)) {
        Map<String, String> texts = rounds.preprocess(round, preprocessing);
        round.forEach(
            state -> store.putText(state.object(), state.key(), texts.get(state.object())));
        clock.done(round.size()).ifPresent(console::message);
      }
    }
  }

  private static List<List<String>> batches(Collection<String> objects) {
    List<String> all = List.copyOf(objects);
    List<List<String>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      batches.add(all.subList(from, Math.min(all.size(), from + BATCH)));
    }
    return batches;
  }

  /** {@return whether the object is not part of the kernel in that state: it has no source} */
  private boolean isAbsent(ObjectState state) {
    return state.files().containsKey(state.source())
        && state.files().get(state.source()).file().isEmpty();
  }

  private boolean isOrig(ObjectState state) {
    if (state.isSameCode(orig)) {
      return true;
    }
    if (!affected.included().contains(state.object())) {
      return false;
    }
    String before = Disk.text(originals.text(state.object()));
    return Preprocessing.same(before, text(state));
  }

  private String text(ObjectState state) {
    return store.text(state.object(), state.key()).orElseThrow();
  }

  /** States of an object with the same preprocessed text are one, if it could be preprocessed. */
  private String key(ObjectState state) {
    boolean byText =
        affected.included().contains(state.object())
            && Preprocessing.same(text(state), text(state));
    return byText ? "text-" + text(state) : state.key();
  }

  /**
   * {@return whether a state that {@link #compile} was called with has an object, or needs none}
   */
  public boolean compiles(ObjectState state) {
    return isAbsent(state) || isOrig(state) || store.object(state.object(), key(state)).isPresent();
  }

  /** {@return why a state does not compile: the compiler's lines} */
  public String errors(ObjectState state) {
    return store.errors(state.object(), key(state)).map(Disk::text).orElse("");
  }

  /** {@return the object of a state that compiles; empty if the kernel has no such object then} */
  public Optional<Path> object(ObjectState state) {
    if (isAbsent(state)) {
      return Optional.empty();
    }
    return isOrig(state)
        ? Optional.of(originals.directory().resolve(state.object()))
        : store.object(state.object(), key(state));
  }
}
