package io.klpforge.driver.kbuild;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.patch.MakefileChange;
import io.klpforge.driver.patch.PatchedTree;
import io.klpforge.driver.patch.PathRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the objects that a patch may change.
 *
 * @param runner runs make, where Makefiles are touched
 * @param workspace unpatched before and after
 * @param narrow whether to leave out objects that see a touched header, and that its change does
 *     not concern: true if both sides of the whole patch are all that will be compared
 */
record ObjectSelection(CommandRunner runner, Workspace workspace, boolean narrow) {
  /** Of the source that is as it was, for a process that builds many patches of it. */
  private static final LastMade<FileUsers> INCLUDES = new LastMade<>();

  Selection select(PatchedTree patched) {
    return new Search(patched).run();
  }

  private final class Search {
    private final PatchedTree patched;
    private final KernelObjects before = workspace.objects();
    private final NavigableSet<String> certain = new TreeSet<>();
    private final NavigableSet<String> included = new TreeSet<>();
    private final List<Finding> findings = new ArrayList<>();

    Search(PatchedTree patched) {
      this.patched = patched;
    }

    Selection run() {
      KernelObjects after = after();
      NavigableSet<String> added = new TreeSet<>(after.paths());
      added.removeAll(before.paths());
      patched.changes().forEach((path, change) -> look(path, change, after));
      SortedMap<String, NavigableSet<String>> seenBy = seenBy();
      NavigableSet<String> possible = new TreeSet<>();
      seenBy.values().forEach(possible::addAll);
      return new Selection(certain, seenBy, possible, added, after, findings);
    }

    private KernelObjects after() {
      boolean makefiles = patched.changes().keySet().stream().anyMatch(PathRules::isMakefile);
      if (!makefiles) {
        return before;
      }
      try {
        workspace.patch(patched);
        KernelObjects after =
            new ObjectWalk(runner).walk(workspace.make(1), workspace.own("patched.list"));
        refuseMoved(after);
        return after;
      } finally {
        workspace.restore();
      }
    }

    private void refuseMoved(KernelObjects after) {
      for (String path : before.paths()) {
        if (!after.of(path).equals(before.of(path))) {
          findings.add(makefile(path, "the patch links this object elsewhere, or not at all"));
        }
      }
    }

    private void look(String path, PatchedTree.Change change, KernelObjects after) {
      if (PathRules.isMakefile(path)) {
        lookAtMakefile(path);
      } else if (PathRules.isC(path) && !after.of(ObjectFiles.object(path)).isEmpty()) {
        lookAtSource(path, after);
      } else if (change != PatchedTree.Change.CREATED) {
        included.add(path);
      } else if (PathRules.isC(path)) {
        findings.add(notInKernel(path));
      }
    }

    private void lookAtMakefile(String path) {
      String orig = orFile(workspace.request().source().directory().resolve(path));
      Optional<String> line = MakefileChange.beyondListing(orig, orFile(patched.file(path)));
      line.ifPresent(
          text -> findings.add(makefile(path, "changes more than lists of objects: " + text)));
    }

    private static String orFile(java.nio.file.Path file) {
      return java.nio.file.Files.exists(file) ? Disk.latin1(file) : "";
    }

    private void lookAtSource(String path, KernelObjects after) {
      String object = ObjectFiles.object(path);
      boolean library =
          after.of(object).stream().anyMatch(use -> use.part() == KernelObject.Part.LIBRARY);
      if (library) {
        findings.add(
            new Finding(
                "unsupported-library",
                Severity.ERROR,
                path,
                "this code is linked from a library, lib.a",
                "its functions have no ftrace entry; make the change in code that calls them"));
      } else {
        certain.add(object);
      }
    }

    /** For each file that objects include, those that may see it. */
    private SortedMap<String, NavigableSet<String>> seenBy() {
      SortedMap<String, NavigableSet<String>> all = new TreeMap<>();
      if (included.isEmpty()) {
        return all;
      }
      FileUsers users = users();
      Optional<NavigableSet<String>> concerned =
          narrow
              ? new NarrowUsers(users, workspace).concerned(patched, included)
              : Optional.empty();
      for (String path : included) {
        NavigableSet<String> seeing = users.objectsSeeing(List.of(path));
        if (seeing.isEmpty()) {
          findings.add(notInKernel(path));
        }
        NavigableSet<String> usable = new TreeSet<>(seeing);
        usable.removeIf(object -> !isUsable(object));
        concerned.ifPresent(usable::retainAll);
        all.put(path, usable);
      }
      return all;
    }

    private FileUsers users() {
      WorkspaceRequest request = workspace.request();
      if (request.dependencies().isPresent()) {
        return DependencyIndex.read(request.dependencies().get());
      }
      return INCLUDES.of(
          request.key() + " " + workspace.build(),
          () -> IncludeGraph.scan(request.source().directory(), workspace.build(), before.paths()));
    }

    private boolean isUsable(String object) {
      return before.of(object).stream().anyMatch(use -> use.part() != KernelObject.Part.LIBRARY);
    }
  }

  private static Finding notInKernel(String path) {
    return new Finding(
        "not-in-kernel",
        Severity.WARNING,
        path,
        "not part of this kernel's configuration",
        "the change to this file has no effect on this kernel");
  }

  private static Finding makefile(String where, String message) {
    return new Finding(
        "unsupported-makefile",
        Severity.ERROR,
        where,
        message,
        "a livepatch can bring new objects, not change how others are built");
  }

  /** {@return the findings on paths alone, and the changes that are left to look at} */
  static Map.Entry<List<Finding>, PatchedTree> byPath(PatchedTree tree) {
    List<Finding> findings = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    for (String path : tree.changes().keySet()) {
      Optional<Finding> finding = PathRules.check(path);
      finding.ifPresent(findings::add);
      if (finding.isEmpty()) {
        kept.add(path);
      }
    }
    return Map.entry(List.copyOf(findings), tree.only(kept));
  }
}
