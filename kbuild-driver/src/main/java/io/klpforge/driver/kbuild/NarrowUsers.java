package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.header.HeaderReach;
import io.klpforge.driver.header.SourceWords;
import io.klpforge.driver.header.WordStore;
import io.klpforge.driver.patch.PatchedTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Of the objects that see a changed header, those that the change can concern.
 *
 * @param all knows those that see it
 * @param workspace unpatched
 */
record NarrowUsers(FileUsers all, Workspace workspace) {
  /** Of the source that is as it was, for a process that builds many patches of it. */
  private static final LastMade<WordStore> WORDS = new LastMade<>();

  /** For so few it is faster to compile them than to find out. */
  private static final int FEW = 6;

  /** A directory's own header is included by so many. */
  private static final int PRIVATE = 24;

  /**
   * {@return the objects; empty if the change is not understood, or they are few anyway}
   *
   * @param patched the patch
   * @param paths of it, files that others include
   */
  Optional<NavigableSet<String>> concerned(PatchedTree patched, Collection<String> paths) {
    NavigableSet<String> seeing = all.objectsSeeing(paths);
    boolean headers =
        paths.stream()
            .allMatch(
                path ->
                    path.endsWith(".h")
                        && patched.changes().get(path) == PatchedTree.Change.MODIFIED);
    return headers && seeing.size() > FEW ? narrowed(patched, paths, seeing) : Optional.empty();
  }

  private Optional<NavigableSet<String>> narrowed(
      PatchedTree patched, Collection<String> paths, NavigableSet<String> seeing) {
    List<String> sources = seeing.stream().map(ObjectFiles::source).toList();
    NavigableSet<String> included = all.includedBy(seeing);
    if (!included.stream().allMatch(this::exists) || !sources.stream().allMatch(this::exists)) {
      return Optional.empty();
    }
    WordStore store = WORDS.of(workspace.request().key() + " " + workspace.build(), WordStore::new);
    SourceWords words = store.read(included, sources, this::text);
    List<HeaderReach.Change> changes = new ArrayList<>();
    for (String path : paths) {
      changes.add(new HeaderReach.Change(text(path), Disk.latin1(patched.file(path))));
    }
    return HeaderReach.of(changes, words, this::text, this::isSeenByFew)
        .map(
            reach -> {
              NavigableSet<String> concerned = new TreeSet<>(seeing);
              NavigableSet<String> carried = all.objectsSeeing(reach.carriers());
              concerned.removeIf(
                  object -> {
                    String source = ObjectFiles.source(object);
                    return !carried.contains(object)
                        && !reach.concerns(words.sources().get(source));
                  });
              return concerned;
            });
  }

  private boolean isSeenByFew(String path) {
    return all.objectsSeeing(List.of(path)).size() <= PRIVATE;
  }

  private boolean exists(String path) {
    return Files.exists(file(path));
  }

  private String text(String path) {
    return Disk.latin1(file(path));
  }

  private Path file(String path) {
    Path source = workspace.request().source().directory().resolve(path);
    return Files.exists(source) ? source : workspace.build().resolve(path);
  }
}
