package io.klpforge.driver.kbuild;

import io.klpforge.diff.check.Finding;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.patch.PatchedTree;
import io.klpforge.driver.patch.PatchedTree.Change;
import io.klpforge.driver.patch.PathRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a series of patches touches of a source, and whom that may affect.
 *
 * @param affected the objects
 * @param orig each touched file without any patch
 * @param makefiles each touched file of Kbuild's with all patches
 */
public record TouchedSource(
    AffectedObjects affected,
    SortedMap<String, FileVersion> orig,
    SortedMap<String, FileVersion> makefiles) {

  /** Copies the maps. */
  public TouchedSource {
    orig = Collections.unmodifiableSortedMap(new TreeMap<>(orig));
    makefiles = Collections.unmodifiableSortedMap(new TreeMap<>(makefiles));
  }

  /**
   * Looks.
   *
   * @param tree the source with the whole series; every file that any patch touches is in it
   * @param includesChange whether a patch changes which files are included; then every object may
   *     see every touched header
   */
  public static TouchedSource of(
      PatchedTree tree, Workspace workspace, CommandRunner runner, boolean includesChange) {
    Map.Entry<List<Finding>, PatchedTree> byPath = ObjectSelection.byPath(tree);
    PatchedTree code = byPath.getValue();
    Selection selection = new ObjectSelection(runner, workspace, false).select(code);
    List<Finding> findings = new ArrayList<>(byPath.getKey());
    findings.addAll(selection.findings());
    Path source = workspace.request().source().directory();
    SortedMap<String, FileVersion> orig = new TreeMap<>();
    SortedMap<String, FileVersion> makefiles = new TreeMap<>();
    for (String path : code.changes().keySet()) {
      orig.put(path, FileVersion.of(source.resolve(path)));
      if (PathRules.isMakefile(path)) {
        makefiles.put(path, FileVersion.of(code.file(path)));
      }
    }
    SortedMap<String, NavigableSet<String>> files = files(code, selection, includesChange);
    AffectedObjects affected =
        new AffectedObjects(files, selection.possible(), selection.added(), findings);
    return new TouchedSource(affected, orig, makefiles);
  }

  private static SortedMap<String, NavigableSet<String>> files(
      PatchedTree code, Selection selection, boolean includesChange) {
    NavigableSet<String> objects = new TreeSet<>(selection.certain());
    objects.addAll(selection.possible());
    objects.addAll(selection.added());
    NavigableSet<String> everywhere = everywhere(code, selection, includesChange);
    SortedMap<String, NavigableSet<String>> files = new TreeMap<>();
    for (String object : objects) {
      NavigableSet<String> seen = new TreeSet<>(everywhere);
      String own = ObjectFiles.source(object);
      if (code.changes().containsKey(own)) {
        seen.add(own);
      }
      files.put(object, seen);
    }
    selection
        .users()
        .forEach((path, users) -> users.forEach(user -> addIfKnown(files, user, path)));
    return files;
  }

  private static void addIfKnown(
      SortedMap<String, NavigableSet<String>> files, String object, String path) {
    if (files.containsKey(object)) {
      files.get(object).add(path);
    }
  }

  /** Files that nothing in the source as it is includes, but anything patched may. */
  private static NavigableSet<String> everywhere(
      PatchedTree code, Selection selection, boolean includesChange) {
    NavigableSet<String> paths = new TreeSet<>();
    code.changes()
        .forEach(
            (path, change) -> {
              boolean own = PathRules.isC(path) && isObject(path, selection);
              boolean other = own || PathRules.isMakefile(path);
              if (!other && (change == Change.CREATED || includesChange)) {
                paths.add(path);
              }
            });
    return paths;
  }

  private static boolean isObject(String path, Selection selection) {
    return !selection.kernel().of(ObjectFiles.object(path)).isEmpty();
  }
}
