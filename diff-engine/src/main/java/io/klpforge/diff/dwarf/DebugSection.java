package io.klpforge.diff.dwarf;

import io.klpforge.diff.arch.Architecture;
import io.klpforge.diff.arch.RelocationType;
import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.CompressedSection;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.Symbol;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A section of debugging information, unpacked and relocated: a place of another section of
 * debugging information stands in it as an offset, one of code as bytes from the beginning of the
 * code's section, which {@link #section} tells.
 */
final class DebugSection {
  private final String name;
  private final Bytes data;
  private final Map<Integer, SectionId> sections;

  private DebugSection(String name, Bytes data, Map<Integer, SectionId> sections) {
    this.name = name;
    this.data = data;
    this.sections = sections;
  }

  /** {@return the section of that name}, empty where the file has none */
  static DebugSection of(ObjectFile file, String name) {
    return file.section(name)
        .map(section -> of(file, section))
        .orElse(new DebugSection(name, Bytes.EMPTY, Map.of()));
  }

  private static DebugSection of(ObjectFile file, Section section) {
    Bytes data = CompressedSection.contents(section);
    if (file.header().type() != ElfConstants.ET_REL) {
      return new DebugSection(section.name(), data, Map.of());
    }
    List<Relocation> relocations = file.relocations(section.id());
    return relocations.isEmpty()
        ? new DebugSection(section.name(), data, Map.of())
        : relocated(file, section, data, relocations);
  }

  private static DebugSection relocated(
      ObjectFile file, Section section, Bytes data, List<Relocation> relocations) {
    Architecture architecture = Architecture.of(file.header());
    byte[] bytes = data.toArray();
    ByteBuffer target = ByteBuffer.wrap(bytes).order(data.order());
    Map<Integer, SectionId> sections = new HashMap<>();
    for (Relocation relocation : relocations) {
      Symbol symbol = file.symbol(relocation.symbol());
      int at = write(architecture, section, target, relocation, symbol);
      if (symbol.isDefined() && file.section(symbol.place().section()).isAllocated()) {
        sections.put(at, symbol.place().section());
      }
    }
    return new DebugSection(section.name(), Bytes.of(bytes, data.order()), sections);
  }

  /** Writes symbol plus addend. */
  private static int write(
      Architecture architecture,
      Section section,
      ByteBuffer target,
      Relocation relocation,
      Symbol symbol) {
    int width = width(architecture, section, relocation);
    long at = relocation.offset();
    if (at < 0 || at > target.limit() - width) {
      throw new MalformedElfException(
          "a relocation of section " + section.name() + " is for byte " + at + ", not there");
    }
    long value = symbol.value() + relocation.addend();
    if (width == Long.BYTES) {
      target.putLong((int) at, value);
    } else if (width == Integer.BYTES) {
      target.putInt((int) at, (int) value);
    }
    return (int) at;
  }

  private static int width(Architecture architecture, Section section, Relocation relocation) {
    Optional<RelocationType> type = architecture.relocations().find(relocation.type());
    int width = type.map(known -> known.field().width()).orElse(-1);
    boolean plain = width == Long.BYTES || width == Integer.BYTES || width == 0;
    if (!plain || architecture.isRelative(relocation.type())) {
      throw new MalformedElfException(
          "section " + section.name() + " has relocations of type " + relocation.type());
    }
    return width;
  }

  String name() {
    return name;
  }

  Bytes data() {
    return data;
  }

  boolean isEmpty() {
    return data.length() == 0;
  }

  /** {@return the section of what is meant at {@code offset}}; section 0 in a linked file */
  SectionId section(int offset) {
    return sections.getOrDefault(offset, CodeRange.LINKED);
  }

  DataReader reader(long offset) {
    return new DataReader(data, name, offset);
  }

  /** {@return the text that begins at {@code offset}} */
  String text(long offset) {
    return reader(offset).text();
  }
}
