package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Disk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which objects could see a file, by the {@code #include} lines of all enabled sources.
 *
 * <p>A name in quotes is the file beside the one that includes it, if there is one; any name is
 * looked for in the directories every compilation searches first; if it is in none of them it
 * stands for every file whose path ends in it, but for those of other architectures. Conditions are
 * ignored. So the answer holds too many objects, never too few, but for includes whose name is a
 * macro that names a file nothing else includes. What is too much falls out when both sides are
 * preprocessed.
 */
final class IncludeGraph implements FileUsers {
  /** Given on every command line. Source: top Makefile, {@code LINUXINCLUDE}, and Makefile.lib. */
  private static final List<String> ALWAYS =
      List.of(
          "include/linux/kconfig.h",
          "include/linux/compiler-version.h",
          "include/linux/compiler_types.h");

  private final Set<String> architectures = new HashSet<>();
  private final List<String> roots = new ArrayList<>(List.of("include", "include/uapi"));
  private final Map<String, List<String>> filesByName = new HashMap<>();
  private final Map<String, Path> files = new HashMap<>();
  private final Map<String, Set<String>> includers = new HashMap<>();

  private IncludeGraph() {}

  /**
   * Scans what can be reached from the sources of {@code objects}.
   *
   * @param source the unpatched tree
   * @param build holds generated headers
   */
  static IncludeGraph scan(Path source, Path build, Collection<String> objects) {
    IncludeGraph graph = new IncludeGraph();
    SourceListing.of(source).forEach(file -> graph.offer(source, file.path()));
    for (Path generated : generatedDirectories(build)) {
      architecture(build.relativize(generated).toString()).ifPresent(graph.architectures::add);
      graph.offerAll(build, generated);
      graph.addRoots(build.relativize(generated).toString());
    }
    graph.walk(objects.stream().map(ObjectFiles::source).filter(graph.files::containsKey).toList());
    return graph;
  }

  private static List<Path> generatedDirectories(Path build) {
    List<Path> directories = new ArrayList<>(List.of(build.resolve("include/generated")));
    for (Path arch : Disk.entries(build.resolve("arch"))) {
      if (Files.isDirectory(arch.resolve("include/generated"))) {
        directories.add(arch.resolve("include/generated"));
      }
    }
    return directories;
  }

  /**
   * Source: {@code LINUXINCLUDE} in the top Makefile (6.1), searched before any other directory.
   */
  private void addRoots(String generated) {
    String include = generated.substring(0, generated.length() - "/generated".length());
    roots.addAll(List.of(generated, generated + "/uapi", include, include + "/uapi"));
  }

  private void offerAll(Path build, Path directory) {
    for (Path entry : Disk.entries(directory)) {
      if (Files.isDirectory(entry)) {
        offerAll(build, entry);
      } else {
        offer(build, build.relativize(entry).toString());
      }
    }
  }

  private void offer(Path root, String path) {
    if (path.startsWith("Documentation/") || path.startsWith("tools/testing/")) {
      return;
    }
    files.put(path, root.resolve(path));
    String name = path.substring(path.lastIndexOf('/') + 1);
    filesByName.computeIfAbsent(name, key -> new ArrayList<>()).add(path);
  }

  private void walk(List<String> sources) {
    Set<String> seen = new HashSet<>(sources);
    Set<String> wave = new HashSet<>(sources);
    while (!wave.isEmpty()) {
      Map<String, List<String>> names = new HashMap<>();
      wave.parallelStream()
          .map(file -> Map.entry(file, IncludeLines.of(Disk.latin1(files.get(file)))))
          .forEachOrdered(entry -> names.put(entry.getKey(), entry.getValue()));
      Set<String> next = new HashSet<>();
      names.forEach((file, included) -> next.addAll(connect(file, included)));
      next.removeAll(seen);
      seen.addAll(next);
      wave = next;
    }
    for (String header : ALWAYS) {
      if (files.containsKey(header)) {
        includers.computeIfAbsent(header, key -> new HashSet<>()).addAll(sources);
      }
    }
  }

  private Set<String> connect(String file, List<String> names) {
    Set<String> reached = new HashSet<>();
    for (String name : names) {
      for (String path : resolve(file, name)) {
        includers.computeIfAbsent(path, key -> new HashSet<>()).add(file);
        reached.add(path);
      }
    }
    return reached;
  }

  /** The files that {@code written}, a name behind its quote or bracket, may mean. */
  private List<String> resolve(String includer, String written) {
    String name = written.substring(1);
    if (written.startsWith("\"")) {
      Path beside = Path.of(includer).resolveSibling(name).normalize();
      if (files.containsKey(beside.toString())) {
        return List.of(beside.toString());
      }
    }
    List<String> searched =
        roots.stream().map(root -> root + "/" + name).filter(files::containsKey).toList();
    return searched.isEmpty() ? endingIn(name, includer) : searched;
  }

  private List<String> endingIn(String name, String includer) {
    String end = Path.of("/", name.replace("../", "")).normalize().toString();
    String last = end.substring(end.lastIndexOf('/') + 1);
    return filesByName.getOrDefault(last, List.of()).stream()
        .filter(path -> ("/" + path).endsWith(end) && !isForeign(path, includer))
        .toList();
  }

  /**
   * {@return whether it is another architecture's than the one that is built, or the includer's}
   */
  private boolean isForeign(String path, String includer) {
    Optional<String> arch = architecture(path);
    return !architectures.isEmpty()
        && arch.isPresent()
        && !architectures.contains(arch.get())
        && !architecture(includer).equals(arch);
  }

  private static Optional<String> architecture(String path) {
    String[] parts = path.split("/", 3);
    return parts.length == 3 && parts[0].equals("arch") ? Optional.of(parts[1]) : Optional.empty();
  }

  @Override
  public NavigableSet<String> objectsSeeing(Collection<String> paths) {
    Deque<String> left = new ArrayDeque<>(paths);
    Set<String> seen = new HashSet<>(paths);
    NavigableSet<String> objects = new TreeSet<>();
    while (!left.isEmpty()) {
      for (String file : includers.getOrDefault(left.remove(), Set.of())) {
        if (seen.add(file)) {
          left.add(file);
          if (file.endsWith(".c")) {
            objects.add(ObjectFiles.object(file));
          }
        }
      }
    }
    return objects;
  }

  @Override
  public NavigableSet<String> includedBy(Collection<String> objects) {
    Map<String, List<String>> included = new HashMap<>();
    includers.forEach(
        (file, all) ->
            all.forEach(
                user -> included.computeIfAbsent(user, key -> new ArrayList<>()).add(file)));
    Deque<String> left = new ArrayDeque<>();
    objects.forEach(object -> left.add(ObjectFiles.source(object)));
    NavigableSet<String> found = new TreeSet<>();
    while (!left.isEmpty()) {
      for (String file : included.getOrDefault(left.remove(), List.of())) {
        if (found.add(file)) {
          left.add(file);
        }
      }
    }
    return found;
  }
}
