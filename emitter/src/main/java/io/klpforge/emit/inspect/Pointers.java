package io.klpforge.emit.inspect;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.Symbol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pointers in a file's data: relocations that write the whole address of something inside. */
final class Pointers {
  /**
   * The type of such a relocation, by machine.
   *
   * <p>Source: psABI of x86-64 ({@code R_X86_64_64}), s390x ({@code R_390_64}), ppc64 ({@code
   * R_PPC64_ADDR64}), AArch64 ({@code R_AARCH64_ABS64}) and LoongArch ({@code R_LARCH_64}).
   */
  private static final Map<Integer, Integer> TYPES =
      Map.of(
          ElfConstants.EM_X86_64, 1,
          ElfConstants.EM_S390, 22,
          ElfConstants.EM_PPC64, 38,
          ElfConstants.EM_AARCH64, 257,
          ElfConstants.EM_LOONGARCH, 2);

  private static final int NO_TYPE = -1;

  private final ObjectFile file;
  private final Map<Place, Place> targets = new HashMap<>();
  private final List<Place> sources = new ArrayList<>();

  Pointers(ObjectFile file) {
    this.file = file;
    int type = TYPES.getOrDefault(file.header().machine(), NO_TYPE);
    for (Section section : file.sections()) {
      if (section.isAllocated() && !section.isCode()) {
        file.relocations(section.id()).stream()
            .filter(entry -> entry.type() == type)
            .forEach(entry -> add(section, entry));
      }
    }
  }

  private void add(Section section, Relocation entry) {
    Symbol symbol = file.symbol(entry.symbol());
    if (symbol.isDefined()) {
      Place source = new Place(section.id(), entry.offset());
      sources.add(source);
      targets.put(source, new Place(symbol.place().section(), symbol.value() + entry.addend()));
    }
  }

  /** {@return where all pointers are, in file order} */
  List<Place> sources() {
    return sources;
  }

  /** {@return what the pointer at {@code place} points to; empty if there is no pointer} */
  Optional<Place> at(Place place) {
    return Optional.ofNullable(targets.get(place));
  }

  /** {@return like {@link #at}, if it points to data} */
  Optional<Place> toData(Place place) {
    return at(place).filter(target -> !file.section(target.section()).isCode());
  }

  /** {@return like {@link #at}, if it points to code} */
  Optional<Place> toCode(Place place) {
    return at(place).filter(target -> file.section(target.section()).isCode());
  }

  /** {@return the text the pointer at {@code place} points to, if it is a printable one} */
  Optional<String> toText(Place place) {
    return toData(place).flatMap(this::text).filter(text -> text.matches("[!-~]+"));
  }

  private Optional<String> text(Place place) {
    Bytes data = file.section(place.section()).data();
    return place.offset() >= 0 && place.offset() < data.length()
        ? Optional.of(data.text((int) place.offset()))
        : Optional.empty();
  }

  /** {@return the next place in the same section that anything points to, or the section's end} */
  long nextTarget(Place place) {
    return targets.values().stream()
        .filter(target -> target.section().equals(place.section()))
        .map(Place::offset)
        .filter(offset -> offset > place.offset())
        .min(Comparator.naturalOrder())
        .orElse(file.section(place.section()).size());
  }
}
