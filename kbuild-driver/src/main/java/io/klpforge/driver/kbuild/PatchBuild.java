package io.klpforge.driver.kbuild;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.patch.NumberedTree;
import io.klpforge.driver.patch.PatchApplication;
import io.klpforge.driver.patch.PatchFile;
import io.klpforge.driver.patch.PatchedTree;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.Failure;
import io.klpforge.driver.report.WideChange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * From patches to pairs of objects.
 *
 * @param runner runs patch and make
 * @param console told of steps
 * @param cache keeps original objects
 * @param jobs how many compilers run at once
 * @param most a patch that may concern more objects is not compiled
 */
public record PatchBuild(CommandRunner runner, Console console, Cache cache, int jobs, int most) {
  /**
   * What came of it.
   *
   * @param pairs sorted by object; empty if a finding is an error, or the patch touches nothing
   *     this kernel contains; pairs may be equal byte for byte
   * @param findings in the order of the touched files
   * @param notes remarks of GNU patch
   * @param left how many objects that may see the patch were not compiled, as it is refused anyway
   */
  public record Result(
      List<ObjectPair> pairs, List<Finding> findings, List<String> notes, int left) {
    /** Copies the lists. */
    public Result {
      pairs = List.copyOf(pairs);
      findings = List.copyOf(findings);
      notes = List.copyOf(notes);
    }

    /** {@return whether the patch was refused} */
    public boolean isRefused() {
      return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }
  }

  /** So many besides its own are compiled only if these do not refuse the patch already. */
  private static final int MANY = 12;

  /**
   * Applies the patches, finds the objects they may change and compiles both sides.
   *
   * @param workspace this run's own, unpatched; it is unpatched again at the end
   * @param work the run's directory; gets {@code 0-source}, {@code 1-orig}, {@code 2-patched} and
   *     {@code make.log}
   * @param hopeless whether the patch is refused whatever else changes, told from the objects of
   *     the sources that it touches; asked where many others include what it touches
   * @throws Failure if a patch does not apply or a compilation fails
   * @throws WideChange if it may concern more objects than are to be compiled
   */
  public Result build(
      Workspace workspace,
      List<PatchFile> patches,
      Path work,
      Predicate<List<ObjectPair>> hopeless) {
    Path source = workspace.request().source().directory();
    PatchApplication.Result applied =
        new PatchApplication(runner, source).apply(patches, work.resolve("0-source/plain"));
    Map.Entry<List<Finding>, PatchedTree> byPath = ObjectSelection.byPath(applied.tree());
    PatchedTree plain = byPath.getValue();
    List<Finding> findings = new ArrayList<>(byPath.getKey());
    Selection selection = new ObjectSelection(runner, workspace, true).select(plain);
    findings.addAll(selection.findings());
    Result refused = new Result(List.of(), findings, applied.notes(), 0);
    if (refused.isRefused()) {
      return refused;
    }
    PatchedTree numbered = NumberedTree.of(plain, source, work.resolve("0-source/numbered"));
    Sides sides = new Sides(workspace, selection, work, hopeless);
    List<ObjectPair> pairs = sides.pairs(numbered, plain);
    return new Result(pairs, findings, applied.notes(), sides.left);
  }

  private void refuseWide(Selection selection) {
    int objects = selection.certain().size() + selection.possible().size();
    if (objects > most) {
      throw new WideChange("may concern " + objects + " objects, more than " + most);
    }
  }

  /** Both sides of one selection. */
  private final class Sides {
    /** So few are compiled sooner than it is found out which of them need it. */
    private static final int FEW = 6;

    private final Workspace workspace;
    private final Selection selection;
    private final Predicate<List<ObjectPair>> hopeless;
    private final Path log;
    private final Preprocessing preprocessing;
    private final PairCompilation pairs;
    private int left;

    Sides(
        Workspace workspace, Selection selection, Path work, Predicate<List<ObjectPair>> hopeless) {
      this.hopeless = hopeless;
      this.workspace = workspace;
      this.selection = selection;
      this.log = work.resolve("make.log");
      KernelMake make = new KernelMake(runner, console);
      Compilation compilation = new Compilation(make, workspace, jobs);
      ObjectStore store = ObjectStore.of(cache, workspace.request().key());
      this.preprocessing = new Preprocessing(compilation, store, log);
      this.pairs = new PairCompilation(compilation, store, work);
    }

    List<ObjectPair> pairs(PatchedTree numbered, PatchedTree plain) {
      try {
        return pairs(numbered);
      } catch (Failure withDirectives) {
        if (numbered.hasSameFilesAs(plain)) {
          throw withDirectives;
        }
        console.detail("trying again without #line: " + withDirectives.getMessage());
        workspace.restore();
        return pairs(plain);
      }
    }

    private List<ObjectPair> pairs(PatchedTree patched) {
      NavigableSet<String> objects = new TreeSet<>(selection.certain());
      int possible = selection.possible().size();
      if (possible > MANY && !objects.isEmpty()) {
        List<ObjectPair> own = compiled(objects, patched);
        if (hopeless.test(own)) {
          left = possible;
          return own;
        }
      }
      refuseWide(selection);
      objects.addAll(seen(patched));
      return compiled(objects, patched);
    }

    private List<ObjectPair> compiled(NavigableSet<String> changed, PatchedTree patched) {
      NavigableSet<String> objects = new TreeSet<>(changed);
      pairs.orig(objects);
      objects.addAll(selection.added());
      workspace.patch(patched);
      pairs.patched(objects);
      workspace.restore();
      return pairs.pairs(objects, selection.kernel());
    }

    /**
     * The objects that only may change; where they are many, those whose preprocessed text does.
     */
    private NavigableSet<String> seen(PatchedTree patched) {
      NavigableSet<String> possible = selection.possible();
      if (possible.size() <= FEW) {
        return possible;
      }
      Console.Step step = console.step("preprocess " + possible.size() + " files twice");
      SortedMap<String, String> before = preprocessing.orig(possible);
      workspace.patch(patched);
      SortedMap<String, String> after = preprocessing.patched(possible);
      workspace.restore();
      step.close();
      NavigableSet<String> changed = new TreeSet<>(possible);
      changed.removeIf(object -> Preprocessing.same(before.get(object), after.get(object)));
      console.detail("preprocessed text changes in " + changed);
      return changed;
    }
  }
}
