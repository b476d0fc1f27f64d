package io.klpforge.emit.inspect;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.Symbol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The {@code struct klp_patch} that a module hands to {@code klp_enable_patch()}: the data whose
 * address its code puts last into the register of the first argument before that call, on x86-64.
 * Modules that allocate theirs (kpatch-build's, klp-build's) load a pointer there, and have none in
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

  /** {@code lea patch(%rip),%rdi}. */
  private static final String LEA_RDI = "488d3d";

  /** {@code mov $patch,%rdi}. */
  private static final String MOV_RDI = "48c7c7";

  private static final int OPCODE = 3;
  private static final int STATES = 16;
  private static final int STATE_SIZE = 24;

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
        last = address(section, entry, symbol);
      }
    }
    return Optional.empty();
  }

  /** {@return the place whose address the instruction computes as an argument; else empty} */
  private static Optional<Place> address(Section code, Relocation entry, Symbol symbol) {
    long begin = entry.offset() - OPCODE;
    if (begin < 0 || entry.offset() > code.data().length()) {
      return Optional.empty();
    }
    String opcode = HexFormat.of().formatHex(code.data().slice((int) begin, OPCODE).toArray());
    boolean relative = opcode.equals(LEA_RDI);
    if (!relative && !opcode.equals(MOV_RDI)) {
      return Optional.empty();
    }
    long offset = symbol.value() + entry.addend() + (relative ? Integer.BYTES : 0);
    return Optional.of(new Place(symbol.place().section(), offset));
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

  /**
   * {@return the system states it changes, those of other livepatches it must know included}
   *
   * <p>Source: {@code struct klp_state {id, version, data}}, 24 bytes; an id of 0 ends the array;
   * include/linux/livepatch.h, Linux 5.5 on.
   */
  public List<SystemState> states(ObjectFile file) {
    return new Pointers(file)
        .toData(place.plus(STATES))
        .map(array -> states(file, array))
        .orElse(List.of());
  }

  private static List<SystemState> states(ObjectFile file, Place array) {
    Bytes data = file.section(array.section()).data();
    List<SystemState> states = new ArrayList<>();
    long at = Math.max(array.offset(), 0);
    while (at + STATE_SIZE <= data.length() && data.s64((int) at) != 0) {
      states.add(new SystemState(data.s64((int) at), data.u32((int) at + Long.BYTES)));
      at += STATE_SIZE;
    }
    return states;
  }

  /** {@return what its objects and functions lack that the kernel demands, in file order} */
  public List<StructureGap> gaps(ObjectFile file) {
    return objects
        .map(array -> ReplacedObjects.gaps(file, new SymbolFinder(file), array))
        .orElse(List.of());
  }
}
