package io.klpforge.diff.select;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.layout.Site;
import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** A section of a plan being made: bytes are appended, relocation sites come out zero. */
final class SectionDraft {
  private final String name;
  private final int type;
  private final long flags;
  private final long alignment;
  private final long entrySize;
  private final ByteOrder order;
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final List<PlannedRelocation> relocations = new ArrayList<>();
  private long size;
  private OptionalInt linkedTo = OptionalInt.empty();

  /**
   * An empty section like {@code model}, without what ties that to its object: merging, groups and
   * link order.
   */
  SectionDraft(Section model, long alignment, ByteOrder order) {
    this.name = PerCpuSection.name(model.name());
    this.type = model.type();
    long ties =
        ElfConstants.SHF_MERGE
            | ElfConstants.SHF_STRINGS
            | ElfConstants.SHF_GROUP
            | ElfConstants.SHF_LINK_ORDER
            | ElfConstants.SHF_INFO_LINK;
    this.flags = model.flags() & ~ties;
    this.alignment = alignment;
    this.entrySize = ties(model) ? 0 : model.entrySize();
    this.order = order;
  }

  private SectionDraft(String name, long flags, long alignment, ByteOrder order) {
    this.name = name;
    this.type = ElfConstants.SHT_PROGBITS;
    this.flags = flags;
    this.alignment = alignment;
    this.entrySize = 0;
    this.order = order;
  }

  /** {@return an empty section for a variable} */
  static SectionDraft variable(String name, long alignment, ByteOrder order) {
    return new SectionDraft(
        name, ElfConstants.SHF_ALLOC | ElfConstants.SHF_WRITE, alignment, order);
  }

  private static boolean ties(Section model) {
    return (model.flags() & ElfConstants.SHF_MERGE) != 0;
  }

  /** {@return where {@code bytes}, now appended and zeroed at {@code sites}, begin} */
  long append(Bytes bytes, List<Site> sites) {
    byte[] copy = bytes.toArray();
    for (Site site : sites) {
      site.field().clear(copy, (int) site.offset());
    }
    long start = size;
    data.writeBytes(copy);
    size += copy.length;
    return start;
  }

  /** Appends zeros up to a multiple of {@code unit}. */
  void align(long unit) {
    while (size % unit != 0) {
      data.write(0);
      size++;
    }
  }

  /** Makes an uninitialised section {@code bytes} long. */
  void reserve(long bytes) {
    size = bytes;
  }

  /** Orders the section by that of index {@code section}. */
  void linkTo(int section) {
    linkedTo = OptionalInt.of(section);
  }

  void relocate(PlannedRelocation relocation) {
    relocations.add(relocation);
  }

  PlannedSection finish() {
    Bytes bytes =
        type == ElfConstants.SHT_NOBITS ? Bytes.EMPTY : Bytes.of(data.toByteArray(), order);
    long order = linkedTo.isPresent() ? ElfConstants.SHF_LINK_ORDER : 0;
    return new PlannedSection(
        name, type, flags | order, alignment, entrySize, size, bytes, linkedTo, relocations);
  }
}
