package io.klpforge.driver.realfixes;

import io.klpforge.driver.patch.NamedPatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Where fixes come from. */
interface FixSource {
  /** {@return the names of all that may concern this kernel, in an order that does not change} */
  List<String> names();

  /** {@return the compiled sources that the fixes of these names touch, each once} */
  List<String> sources(Collection<String> names);

  /** {@return the fix of that name, its patch written into {@code directory}} */
  Fix fix(String name, Path directory);

  /** {@return it with what it needs too; empty if nothing was found} */
  Optional<Fix> grown(Fix fix, FixTrial.Trial trial, Path directory);

  /** What differs between two trees: a fix for each changed source that is compiled. */
  final class OfTrees implements FixSource {
    private final TreeDifference trees;
    private final NavigableSet<String> sources;
    private final GroupGrowth growth;
    private final Map<String, FileGroup> groups = new HashMap<>();

    OfTrees(TreeDifference trees, SortedSet<String> compiled) {
      this.trees = trees;
      NavigableSet<String> changed = trees.paths();
      changed.removeIf(path -> path.endsWith(".c") && !compiled.contains(path));
      this.sources = new TreeSet<>(changed);
      sources.removeIf(path -> !path.endsWith(".c"));
      this.growth = new GroupGrowth(AddedWords.of(trees, changed), trees.after());
    }

    @Override
    public List<String> names() {
      return sources.stream().map(Fix::nameOf).toList();
    }

    @Override
    public List<String> sources(Collection<String> names) {
      return sources.stream().filter(path -> names.contains(Fix.nameOf(path))).toList();
    }

    @Override
    public Fix fix(String name, Path directory) {
      String source =
          sources.stream().filter(path -> Fix.nameOf(path).equals(name)).findFirst().orElseThrow();
      return of(name, FileGroup.of(source), directory);
    }

    @Override
    public Optional<Fix> grown(Fix fix, FixTrial.Trial trial, Path directory) {
      Set<String> missing = new TreeSet<>();
      trial.findings().forEach(finding -> FixTrial.missing(finding).ifPresent(missing::add));
      FileGroup group = groups.get(fix.name());
      Optional<FileGroup> larger =
          trial.errors().isEmpty()
              ? growth.defining(group, missing)
              : growth.grown(group, trial.errors());
      return larger.map(more -> of(fix.name(), more, directory));
    }

    private Fix of(String name, FileGroup group, Path directory) {
      groups.put(name, group);
      Path patch = trees.write(group, directory.resolve(name + ".patch"));
      return new Fix(name, patch, group.names());
    }
  }

  /** A fix for each commit, or each patch of a series. */
  final class OfPatches implements FixSource {
    private final List<Fix> fixes = new ArrayList<>();
    private final SortedSet<String> compiled;

    OfPatches(List<NamedPatch> patches, SortedSet<String> compiled) {
      this.compiled = compiled;
      Set<String> used = new HashSet<>();
      for (NamedPatch patch : patches) {
        NavigableSet<String> paths = patch.patch().paths();
        if (paths.stream().anyMatch(path -> path.endsWith(".h") || compiled.contains(path))) {
          String name = unused(Fix.nameOf(patch.title()), used);
          fixes.add(new Fix(name, patch.patch().file(), List.copyOf(paths)));
        }
      }
    }

    private static String unused(String name, Set<String> used) {
      String free = name;
      for (int number = 2; !used.add(free); number++) {
        free = name + "-" + number;
      }
      return free;
    }

    @Override
    public List<String> names() {
      return fixes.stream().map(Fix::name).toList();
    }

    @Override
    public List<String> sources(Collection<String> names) {
      SortedSet<String> all = new TreeSet<>();
      fixes.stream()
          .filter(fix -> names.contains(fix.name()))
          .forEach(fix -> all.addAll(fix.files()));
      all.retainAll(compiled);
      return List.copyOf(all);
    }

    @Override
    public Fix fix(String name, Path directory) {
      return fixes.stream().filter(fix -> fix.name().equals(name)).findFirst().orElseThrow();
    }

    @Override
    public Optional<Fix> grown(Fix fix, FixTrial.Trial trial, Path directory) {
      return Optional.empty();
    }
  }
}
