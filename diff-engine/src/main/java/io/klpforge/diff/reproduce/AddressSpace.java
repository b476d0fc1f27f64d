package io.klpforge.diff.reproduce;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.SectionId;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The sections of one file that take memory, at addresses: those it is linked to, or for a module,
 * which has none yet, made-up ones so far apart that no reference leaves its section by accident.
 */
final class AddressSpace {
  /** Bits by which a module's sections are apart; a section is smaller than 2 GiB. */
  private static final int APART = 36;

  /** Where a module's undefined symbols are made up to be; no section reaches up there. */
  private static final long UNDEFINED = 1L << 60;

  private final NavigableMap<Long, Section> byStart = new TreeMap<>(Long::compareUnsigned);
  private final Map<SectionId, Long> starts = new HashMap<>();

  AddressSpace(ObjectFile file) {
    boolean linked = file.header().type() != ElfConstants.ET_REL;
    for (Section section : file.sections()) {
      if (section.isAllocated()) {
        long start = linked ? section.address() : madeUp(section.id());
        starts.put(section.id(), start);
        if (section.size() > 0) {
          byStart.put(start, section);
        }
      }
    }
  }

  private static long madeUp(SectionId section) {
    return (section.index() + 1L) << APART;
  }

  /** {@return a made-up address for the undefined symbol of that number} */
  static long undefined(int symbol) {
    return UNDEFINED + ((long) symbol << APART);
  }

  /** {@return where a section begins, also one without bytes; empty if it takes no memory} */
  Optional<Long> start(SectionId section) {
    return Optional.ofNullable(starts.get(section));
  }

  /** {@return where the first section of that name is} */
  Optional<AddressRange> section(String name) {
    return byStart.entrySet().stream()
        .filter(entry -> entry.getValue().name().equals(name))
        .map(entry -> new AddressRange(entry.getKey(), entry.getKey() + entry.getValue().size()))
        .findFirst();
  }

  /** {@return the section that holds {@code address}} */
  Optional<Section> section(long address) {
    Map.Entry<Long, Section> below = byStart.floorEntry(address);
    boolean inside = below != null && address - below.getKey() < below.getValue().size();
    return inside ? Optional.of(below.getValue()) : Optional.empty();
  }

  /** {@return {@code length} bytes from {@code address} on, zeros where the file holds none} */
  Optional<Bytes> bytes(long address, long length) {
    if (length == 0) {
      return Optional.of(Bytes.EMPTY);
    }
    return section(address).flatMap(section -> bytes(section, address, length));
  }

  private Optional<Bytes> bytes(Section section, long address, long length) {
    long offset = address - starts.get(section.id());
    if (length < 0 || length > section.size() - offset) {
      return Optional.empty();
    }
    boolean zeros = section.type() == ElfConstants.SHT_NOBITS;
    return Optional.of(
        zeros
            ? Bytes.of(new byte[(int) length], section.data().order())
            : section.data().slice((int) offset, (int) length));
  }
}
