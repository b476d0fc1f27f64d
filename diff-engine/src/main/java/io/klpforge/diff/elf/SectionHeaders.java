package io.klpforge.diff.elf;

import java.util.ArrayList;
import java.util.List;

/** The section header table: {@code Elf64_Shdr}, one behind the other (gABI, "Sections"). */
final class SectionHeaders {
  /** Bytes; the largest pages that kernels align their parts by, ppc64's, have 16 MiB. */
  private static final long LARGEST_ALIGNMENT = 1 << 24;

  private final Bytes file;
  private final Bytes headers;
  private final int nameTable;

  /**
   * The table of a file.
   *
   * @throws MalformedElfException if the table ends behind the file
   */
  SectionHeaders(FileHeader header, Bytes file) {
    this.file = file;
    long offset = header.sectionHeaders();
    if (offset != 0 && header.headerSize() != ElfConstants.SHDR_SIZE) {
      throw new MalformedElfException(
          "section headers are " + header.headerSize() + " bytes long, not 64");
    }
    if (offset == 0) {
      this.headers = Bytes.EMPTY;
    } else if (header.sectionCount() != 0) {
      this.headers = headers(offset, header.sectionCount());
    } else {
      this.headers = headers(offset, headers(offset, 1).s64(32));
    }
    boolean extended = header.nameTable() == ElfConstants.SHN_XINDEX && count() > 0;
    this.nameTable = extended ? headers.s32(40) : header.nameTable();
  }

  private Bytes headers(long offset, long count) {
    if (count < 0 || count > file.length() || !isInside(offset, count * ElfConstants.SHDR_SIZE)) {
      throw new MalformedElfException("truncated: the section headers end behind the file");
    }
    return file.slice((int) offset, (int) count * ElfConstants.SHDR_SIZE);
  }

  private boolean isInside(long offset, long size) {
    return offset >= 0 && size >= 0 && offset <= file.length() - size;
  }

  private int count() {
    return headers.length() / ElfConstants.SHDR_SIZE;
  }

  /**
   * {@return all sections in file order}
   *
   * @throws MalformedElfException naming the section that is damaged
   */
  List<Section> decode() {
    NameTable names = names();
    List<Section> sections = new ArrayList<>(count());
    for (int i = 0; i < count(); i++) {
      sections.add(section(i, names));
    }
    return sections;
  }

  private NameTable names() {
    if (nameTable == ElfConstants.SHN_UNDEF) {
      return new NameTable(Bytes.EMPTY, "the section names, of which the file has none");
    }
    if (nameTable < 0 || nameTable >= count()) {
      throw new MalformedElfException(
          "the section names are in section " + nameTable + ", not there");
    }
    return new NameTable(contents(nameTable, "with the section names"), "the section names");
  }

  /** The bytes in the file of a section. */
  private Bytes contents(int index, String name) {
    int at = index * ElfConstants.SHDR_SIZE;
    int type = headers.s32(at + 4);
    if (type == ElfConstants.SHT_NULL || type == ElfConstants.SHT_NOBITS) {
      return Bytes.EMPTY;
    }
    long offset = headers.s64(at + 24);
    long size = headers.s64(at + 32);
    if (!isInside(offset, size)) {
      throw new MalformedElfException(
          "truncated: section " + name + " (" + index + ") ends behind the file");
    }
    return file.slice((int) offset, (int) size);
  }

  private Section section(int index, NameTable names) {
    int at = index * ElfConstants.SHDR_SIZE;
    int type = headers.s32(at + 4);
    String name = type == ElfConstants.SHT_NULL ? "" : names.at(headers.s32(at), "section", index);
    Section section =
        new Section(
            new SectionId(index),
            name,
            type,
            headers.s64(at + 8),
            headers.s64(at + 16),
            headers.s64(at + 32),
            headers.s32(at + 40),
            headers.s32(at + 44),
            headers.s64(at + 48),
            headers.s64(at + 56),
            contents(index, name));
    requireSense(section);
    return section;
  }

  /** gABI, "Section Header": what the fields may say whatever the section is for. */
  private static void requireSense(Section section) {
    long alignment = section.alignment();
    if (alignment < 0 || (alignment & (alignment - 1)) != 0) {
      throw damaged(section, "is aligned by " + alignment + ", which is no power of two");
    }
    if (alignment > LARGEST_ALIGNMENT) {
      throw damaged(section, "is aligned by " + alignment + ", more than any section of a kernel");
    }
    if (section.size() < 0 || section.entrySize() < 0) {
      throw damaged(section, "has a size or an entry size above 2^63");
    }
    if (section.isAllocated() && section.isCompressed()) {
      throw damaged(section, "is compressed, which one that takes memory cannot be");
    }
  }

  private static MalformedElfException damaged(Section section, String what) {
    return new MalformedElfException(
        "section " + section.name() + " (" + section.id().index() + ") " + what);
  }

  /**
   * Two sections of a relocatable file that share bytes of it would be one thing under two names.
   *
   * @throws MalformedElfException naming both (gABI, "Sections": sections may not overlap)
   */
  void requireApart(List<Section> sections) {
    List<Section> ordered = new ArrayList<>(sections);
    ordered.removeIf(section -> section.data().length() == 0);
    ordered.sort((a, b) -> Long.compare(offset(a), offset(b)));
    for (int i = 1; i < ordered.size(); i++) {
      Section before = ordered.get(i - 1);
      if (offset(before) + before.size() > offset(ordered.get(i))) {
        throw damaged(before, "and section " + ordered.get(i).name() + " share bytes of the file");
      }
    }
  }

  private long offset(Section section) {
    return headers.s64(section.id().index() * ElfConstants.SHDR_SIZE + 24);
  }
}
