package io.klpforge.emit.inspect;

import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.Symbol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The {@code struct klp_patch} that a module hands to {@code klp_enable_patch()}: the data its code
 * refers to last before that call, as x86-64 code does. Modules that allocate theirs have none in
 * the file.
 *
 * <p>Source: {@code struct klp_patch {mod, objs, states, replace}}, include/linux/livepatch.h,
 * Linux 5.5 on; without {@code states} before.
 *
 * @param place its first byte
 * @param hasModule whether {@code mod} is set
 * @param objects where {@code objs} points to; empty if it is not set
 */
public record EnabledPatch(Place place, boolean hasModule, Optional<Place> objects) {
  private static final String CALLED = "klp_enable_patch";

  /** {@return the structure in a module's data, if it is there} */
  public static Optional<EnabledPatch> of(ObjectFile file) {
    if (file.header().machine() != ElfConstants.EM_X86_64) {
      return Optional.empty();
    }
    Pointers pointers = new Pointers(file);
    return file.sections().stream()
        .filter(section -> section.isAllocated() && section.isCode())
        .flatMap(section -> argument(file, section).stream())
        .findFirst()
        .map(place -> at(place, pointers));
  }

  private static EnabledPatch at(Place place, Pointers pointers) {
    Optional<Place> objects = pointers.toData(place.plus(Long.BYTES));
    return new EnabledPatch(place, pointers.at(place).isPresent(), objects);
  }

  private static Optional<Place> argument(ObjectFile file, Section section) {
    List<Relocation> entries = new ArrayList<>(file.relocations(section.id()));
    entries.sort(Comparator.comparing(Relocation::offset));
    Optional<Place> last = Optional.empty();
    for (Relocation entry : entries) {
      Symbol symbol = file.symbol(entry.symbol());
      if (symbol.name().equals(CALLED)) {
        return last;
      }
      if (symbol.isDefined() && file.section(symbol.place().section()).isWritable()) {
        last = Optional.of(new Place(symbol.place().section(), symbol.value() + entry.addend()));
      }
    }
    return Optional.empty();
  }

  /**
   * {@return whether its member {@code replace} is set}
   *
   * @param offset of the member, 24 from Linux 5.5 on
   */
  public boolean replaces(ObjectFile file, int offset) {
    Section section = file.section(place.section());
    long at = place.offset() + offset;
    return at >= 0 && at < section.data().length() && section.data().u8((int) at) != 0;
  }

  /** {@return what its objects and functions lack that the kernel demands, in file order} */
  public List<StructureGap> gaps(ObjectFile file) {
    return objects
        .map(array -> ReplacedObjects.gaps(file, new SymbolFinder(file), array))
        .orElse(List.of());
  }
}
