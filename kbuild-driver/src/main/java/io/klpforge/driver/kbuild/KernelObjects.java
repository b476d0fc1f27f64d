package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Disk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All objects of a configured kernel and what each is linked into, as its Makefiles say.
 *
 * <p>Made by {@code objects.mk}: one make process evaluates the directories' Makefiles as Kbuild
 * does (under two seconds). On a shipped Debian 6.1 kernel the result has the very modules of its
 * {@code modules.order}, and every C unit the debug information of vmlinux names; the debug
 * information would take 50 seconds for the modules and knows nothing of libraries.
 */
final class KernelObjects {
  private final NavigableMap<String, List<KernelObject>> byPath = new TreeMap<>();

  private KernelObjects() {}

  /** Reads what {@code objects.mk} printed; other lines are make's own talk. */
  static KernelObjects read(Path file) {
    return parse(Disk.lines(file));
  }

  static KernelObjects parse(List<String> lines) {
    KernelObjects objects = new KernelObjects();
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "vmlinux", "library" -> objects.add(words[0], "", words[words.length - 1]);
        case "module" -> objects.add(words[0], words[1], words[words.length - 1]);
        default -> {}
      }
    }
    return objects;
  }

  private void add(String part, String module, String path) {
    KernelObject object =
        new KernelObject(
            Path.of(path).normalize().toString(),
            path,
            KernelObject.Part.valueOf(part.toUpperCase(Locale.ROOT)),
            module);
    List<KernelObject> same = byPath.computeIfAbsent(object.path(), key -> new ArrayList<>());
    if (!same.contains(object)) {
      same.add(object);
    }
  }

  /** {@return what the object is linked into; empty if it is not in this kernel} */
  List<KernelObject> of(String path) {
    return byPath.getOrDefault(path, List.of());
  }

  /** {@return what to ask Kbuild for, to have the object of that path made} */
  String target(String path) {
    return of(path).stream().map(KernelObject::target).findFirst().orElse(path);
  }

  /** {@return the paths of all objects, sorted} */
  SortedSet<String> paths() {
    return new TreeSet<>(byPath.keySet());
  }

  /** {@return the modules' paths without suffix, sorted} */
  SortedSet<String> modules() {
    SortedSet<String> modules = new TreeSet<>();
    byPath.values().stream()
        .flatMap(List::stream)
        .filter(object -> object.part() == KernelObject.Part.MODULE)
        .forEach(object -> modules.add(object.module()));
    return modules;
  }
}
