package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Disk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which files each object's compilation read, as the compiler told Kbuild.
 *
 * <p>Kept as text: first all files, a line {@code file PATH} each; then a line {@code object PATH
 * NUMBER...} for each object, with the numbers of its files from 0.
 *
 * <p>Source: scripts/basic/fixdep.c (6.1): {@code deps_TARGET := \} and a file a line, relative to
 * the output directory.
 */
final class DependencyIndex implements FileUsers {
  private final List<String> lines;

  private DependencyIndex(List<String> lines) {
    this.lines = lines;
  }

  static DependencyIndex read(Path file) {
    return new DependencyIndex(Disk.lines(file));
  }

  /** Writes the index of a finished build. */
  static void write(Path build, Collection<String> objects, Path file) {
    Map<String, Integer> numbers = new HashMap<>();
    StringBuilder files = new StringBuilder();
    StringBuilder users = new StringBuilder();
    for (String object : objects) {
      users.append("object ").append(object);
      for (String path : dependencies(ObjectFiles.command(build, object))) {
        Integer known = numbers.putIfAbsent(path, numbers.size());
        if (known == null) {
          files.append("file ").append(path).append('\n');
        }
        users.append(' ').append(numbers.get(path));
      }
      users.append('\n');
    }
    Disk.write(file, files.append(users).toString());
  }

  private static List<String> dependencies(Path command) {
    List<String> paths = new ArrayList<>();
    if (Files.exists(command)) {
      for (String line : Disk.lines(command)) {
        String word = line.replace("\\", "").strip();
        boolean isFile = line.startsWith("  ") && !word.startsWith("$(");
        boolean isSource = line.startsWith("source_");
        if (isFile || isSource) {
          paths.add(inTree(word.substring(word.lastIndexOf(' ') + 1)));
        }
      }
    }
    return paths;
  }

  private static String inTree(String path) {
    return path.startsWith("../") ? path.substring(3) : path;
  }

  @Override
  public NavigableSet<String> objectsSeeing(Collection<String> paths) {
    Set<String> wanted = new HashSet<>();
    NavigableSet<String> objects = new TreeSet<>();
    int number = 0;
    for (String line : lines) {
      if (line.startsWith("file ")) {
        if (paths.contains(line.substring(5))) {
          wanted.add(Integer.toString(number));
        }
        number++;
      } else {
        List<String> words = Arrays.asList(line.split(" ", -1));
        if (words.stream().skip(2).anyMatch(wanted::contains)) {
          objects.add(words.get(1));
        }
      }
    }
    return objects;
  }

  @Override
  public NavigableSet<String> includedBy(Collection<String> objects) {
    List<String> files = new ArrayList<>();
    NavigableSet<String> included = new TreeSet<>();
    for (String line : lines) {
      if (line.startsWith("file ")) {
        files.add(line.substring(5));
      } else if (objects.contains(line.split(" ", 3)[1])) {
        List<String> words = Arrays.asList(line.split(" ", -1));
        String own = ObjectFiles.source(words.get(1));
        words.stream()
            .skip(2)
            .map(number -> files.get(Integer.parseInt(number)))
            .filter(file -> !file.equals(own))
            .forEach(included::add);
      }
    }
    return included;
  }
}
