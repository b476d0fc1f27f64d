package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.patch.PatchedTree;
import io.klpforge.driver.patch.PatchedTree.Change;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * Compiles states in {@link Rounds}, a call of make each.
 *
 * @param source what is touched, as it was
 * @param work holds a round's patched files in {@code round}, and {@code make.log}
 * @param console told how far it is
 */
record RoundBuild(Compilation compilation, TouchedSource source, Path work, Console console) {
  /** Objects to compile in a round. */
  private static final int MOST = 64;

  /** Errors that tell of the machine, not of the source. */
  private static final Pattern MACHINE =
      Pattern.compile(
          "No space left|Killed|cannot allocate|memory exhausted|internal compiler error"
              + "|Input/output error|Terminated");

  /**
   * What came of a state.
   *
   * @param made the object, until the next round; empty if it does not compile
   * @param errors the compiler's lines; empty if it does
   */
  record Outcome(Optional<Path> made, String errors) {}

  /** Compiles; {@code kept} is told of each state as soon as its round is over. */
  void compile(List<ObjectState> states, BiConsumer<ObjectState, Outcome> kept) {
    try (Console.Step step = console.step("compile " + count(states.size()))) {
      RoundClock clock = new RoundClock(states.size());
      for (List<ObjectState> round : Rounds.of(states, MOST)) {
        List<ObjectState> unclear = run(round, kept);
        unclear.forEach(state -> run(List.of(state), kept));
        clock.done(round.size()).ifPresent(console::message);
      }
    }
  }

  /** {@return how many, for people} */
  static String count(int states) {
    return states == 1 ? "1 state of an object" : states + " states of objects";
  }

  /** {@return states that did not compile and that no error line belongs to for sure} */
  private List<ObjectState> run(List<ObjectState> round, BiConsumer<ObjectState, Outcome> kept) {
    Workspace workspace = compilation.workspace();
    workspace.restore(); // a failed compilation would leave an older object in its place
    int before = Files.exists(log()) ? Disk.bytes(log()).length : 0;
    workspace.patch(lay(round));
    try {
      compilation.tryObjects(round.stream().map(ObjectState::object).toList(), log());
      List<String> errors = BuildErrors.in(log(), before);
      List<ObjectState> unclear = new ArrayList<>();
      for (ObjectState state : round) {
        Optional<Path> made = workspace.made(state.object());
        List<String> own = made.isPresent() ? List.of() : own(state, errors, round.size());
        if (made.isPresent() || !own.isEmpty()) {
          kept.accept(state, new Outcome(made, String.join("\n", own)));
        } else {
          unclear.add(state);
        }
      }
      return unclear;
    } finally {
      workspace.restore();
    }
  }

  private List<String> own(ObjectState state, List<String> errors, int round) {
    if (errors.stream().anyMatch(line -> MACHINE.matcher(line).find())) {
      throw failure(state, errors);
    }
    if (round == 1) {
      if (errors.isEmpty()) {
        throw failure(state, List.of("make made no object, and no compiler says why"));
      }
      return errors;
    }
    return errors.stream().filter(line -> line.contains(state.source() + ":")).toList();
  }

  private Failure failure(ObjectState state, List<String> lines) {
    return new Failure(
        "compile "
            + state.object()
            + ": failed\n    "
            + String.join("\n    ", lines)
            + "\n    log: "
            + log());
  }

  /** {@return a digest of the preprocessed text of each state's object} */
  Map<String, String> preprocess(List<ObjectState> round, Preprocessing preprocessing) {
    Workspace workspace = compilation.workspace();
    workspace.restore();
    workspace.patch(lay(round));
    try {
      TreeSet<String> objects = new TreeSet<>();
      round.forEach(state -> objects.add(state.object()));
      return preprocessing.patched(objects);
    } finally {
      workspace.restore();
    }
  }

  private PatchedTree lay(List<ObjectState> round) {
    SortedMap<String, FileVersion> versions = new TreeMap<>();
    round.forEach(state -> versions.putAll(state.files()));
    if (round.stream().anyMatch(this::isAdded)) {
      versions.putAll(source.makefiles());
    }
    Path directory = work.resolve("round");
    Disk.delete(directory);
    SortedMap<String, Change> changes = new TreeMap<>();
    versions.forEach((path, version) -> lay(path, version, directory, changes));
    return new PatchedTree(Disk.directory(directory), changes);
  }

  private boolean isAdded(ObjectState state) {
    return source.affected().added().contains(state.object());
  }

  private void lay(
      String path, FileVersion version, Path directory, SortedMap<String, Change> changes) {
    FileVersion before = source.orig().get(path);
    if (version.file().isPresent()) {
      Disk.copy(version.file().get(), directory.resolve(path));
      changes.put(path, before.file().isPresent() ? Change.MODIFIED : Change.CREATED);
    } else if (before.file().isPresent()) {
      changes.put(path, Change.DELETED);
    }
  }

  private Path log() {
    return work.resolve("make.log");
  }
}
