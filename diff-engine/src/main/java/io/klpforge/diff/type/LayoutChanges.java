package io.klpforge.diff.type;

import io.klpforge.diff.elf.ObjectFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The changes of many objects, each told once: of a structure in a header every object that
 * includes it tells the same.
 */
public final class LayoutChanges {
  /**
   * {@return what one pair of objects tells}; empty where one has no debugging information
   *
   * @throws io.klpforge.diff.elf.MalformedElfException if it is damaged, or of a kind we do not
   *     read
   */
  public static Optional<List<LayoutChange>> between(ObjectFile orig, ObjectFile patched) {
    return ObjectTypes.of(orig).flatMap(before -> ObjectTypes.of(patched).map(before::changes));
  }

  /** Two objects' changes are one where both layouts are the same. */
  private record Key(TypeLayout before, TypeLayout after) {}

  private final Map<Key, LayoutChange> changes = new LinkedHashMap<>();
  private final Map<Key, List<String>> objects = new LinkedHashMap<>();

  /** Adds what an object's types tell. */
  public void add(String object, List<LayoutChange> found) {
    for (LayoutChange change : found) {
      Key key = new Key(change.before().layout(), change.after().layout());
      changes.putIfAbsent(key, change);
      List<String> known = objects.computeIfAbsent(key, same -> new ArrayList<>());
      if (!known.contains(object)) {
        known.add(object);
      }
    }
  }

  /** {@return all of them by title}; those that only follow from another's are told with it */
  public List<ChangedLayout> all() {
    List<ChangedLayout> all = new ArrayList<>();
    changes.forEach(
        (key, change) -> {
          if (changes.values().stream().noneMatch(change::follows)) {
            all.add(
                new ChangedLayout(
                    change, objects.get(key), containers(change), Optional.empty(), false));
          }
        });
    all.sort(Comparator.comparing(layout -> layout.change().title()));
    return List.copyOf(all);
  }

  /** Those that change because {@code inner} does, directly or through others. */
  private List<String> containers(LayoutChange inner) {
    List<LayoutChange> found = new ArrayList<>(List.of(inner));
    for (int i = 0; i < found.size(); i++) {
      LayoutChange next = found.get(i);
      changes.values().stream()
          .filter(change -> change.follows(next) && !found.contains(change))
          .forEach(found::add);
    }
    return found.stream().skip(1).map(LayoutChange::title).distinct().sorted().toList();
  }
}
