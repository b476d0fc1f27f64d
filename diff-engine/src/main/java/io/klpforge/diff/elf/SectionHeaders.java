package io.klpforge.diff.elf;

/** The section header table: {@code Elf64_Shdr}, one behind the other (gABI, "Sections"). */
final class SectionHeaders {
  private final Bytes file;
  private final Bytes headers;

  /**
   * The table of a file.
   *
   * @param offset {@code e_shoff}
   * @param count {@code e_shnum}, or what stands for it in the first header
   * @throws MalformedElfException if the table ends behind the file
   */
  SectionHeaders(Bytes file, long offset, int count) {
    long size = (long) count * ElfConstants.SHDR_SIZE;
    if (count < 0 || !isInside(file, offset, size)) {
      throw new MalformedElfException("truncated: the section headers end behind the file");
    }
    this.file = file;
    this.headers = file.slice((int) offset, (int) size);
  }

  private static boolean isInside(Bytes file, long offset, long size) {
    return offset >= 0 && size >= 0 && offset <= file.length() - size;
  }

  /** {@return the number of sections where {@code e_shnum} has no room for it} */
  int countInFirst() {
    return Math.toIntExact(headers.s64(32));
  }

  /** {@return the index of the name table where {@code e_shstrndx} has no room for it} */
  int linkOfFirst() {
    return headers.s32(40);
  }

  /** {@return the bytes in the file of a section} */
  Bytes contents(int index) {
    int at = index * ElfConstants.SHDR_SIZE;
    int type = headers.s32(at + 4);
    if (type == ElfConstants.SHT_NULL || type == ElfConstants.SHT_NOBITS) {
      return Bytes.EMPTY;
    }
    long offset = headers.s64(at + 24);
    long size = headers.s64(at + 32);
    if (!isInside(file, offset, size)) {
      throw new MalformedElfException("truncated: a section ends behind the file");
    }
    return file.slice((int) offset, (int) size);
  }

  /** {@return a section, its name looked up in {@code names}} */
  Section section(int index, Bytes names) {
    int at = index * ElfConstants.SHDR_SIZE;
    int type = headers.s32(at + 4);
    return new Section(
        new SectionId(index),
        type == ElfConstants.SHT_NULL ? "" : names.text(headers.s32(at)),
        type,
        headers.s64(at + 8),
        headers.s64(at + 16),
        headers.s64(at + 32),
        headers.s32(at + 40),
        headers.s32(at + 44),
        headers.s64(at + 48),
        headers.s64(at + 56),
        contents(index));
  }
}
