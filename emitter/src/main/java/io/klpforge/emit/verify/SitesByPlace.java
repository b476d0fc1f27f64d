package io.klpforge.emit.verify;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.SectionId;
import io.klpforge.emit.inspect.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The relocations of a file, livepatch ones included, by the place they write to. */
final class SitesByPlace {
  private final Map<SectionId, NavigableMap<Long, List<Relocation>>> sites = new HashMap<>();

  SitesByPlace(ObjectFile file) {
    for (Section section : file.sections()) {
      NavigableMap<Long, List<Relocation>> own = new TreeMap<>();
      for (Relocation entry : file.relocations(section.id())) {
        own.merge(entry.offset(), List.of(entry), SitesByPlace::joined);
      }
      sites.put(section.id(), own);
    }
  }

  /** Some machines have two or three at one place. */
  private static List<Relocation> joined(List<Relocation> some, List<Relocation> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  /** {@return all relocations at a place} */
  List<Relocation> at(Place place) {
    return sites.get(place.section()).getOrDefault(place.offset(), List.of());
  }

  /** {@return the first relocation of a type at a place} */
  Optional<Relocation> at(Place place, int type) {
    return at(place).stream().filter(entry -> entry.type() == type).findFirst();
  }

  /** {@return how many there are from a place on, in so many bytes} */
  int count(Place from, long bytes) {
    return sites.get(from.section()).subMap(from.offset(), from.offset() + bytes).values().stream()
        .mapToInt(List::size)
        .sum();
  }
}
