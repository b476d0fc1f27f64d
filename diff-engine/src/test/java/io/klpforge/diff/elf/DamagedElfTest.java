package io.klpforge.diff.elf;

import static io.klpforge.diff.built.ObjectBuilder.anObject;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Each kind of damage is told by what is damaged and where. */
final class DamagedElfTest {
  private static final int E_SHOFF = 40;
  private static final int E_SHENTSIZE = 58;
  private static final int E_SHNUM = 60;
  private static final int E_SHSTRNDX = 62;
  private static final int SH_TYPE = 4;
  private static final int SH_FLAGS = 8;
  private static final int SH_OFFSET = 24;
  private static final int SH_SIZE = 32;
  private static final int SH_LINK = 40;
  private static final int SH_INFO = 44;
  private static final int SH_ADDRALIGN = 48;
  private static final int SH_ENTSIZE = 56;

  /** Sections: null, .text.f, .data.v, .symtab, .strtab, .rela.text.f. */
  private static final int TEXT = 1;

  private static final int DATA = 2;
  private static final int SYMBOLS = 3;
  private static final int NAMES = 4;
  private static final int RELOCATIONS = 5;

  private static ByteBuffer file() {
    byte[] file =
        anObject()
            .file("a.c")
            .function("f", "e8 00000000 c3")
            .call(1, "g")
            .variable("v", "01020304")
            .file();
    return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] bytes(ByteBuffer file) {
    byte[] bytes = new byte[file.limit()];
    file.get(0, bytes);
    return bytes;
  }

  private static int header(ByteBuffer file, int section) {
    return (int) file.getLong(E_SHOFF) + section * ElfConstants.SHDR_SIZE;
  }

  private static int start(ByteBuffer file, int section) {
    return (int) file.getLong(header(file, section) + SH_OFFSET);
  }

  private static void refuses(String message, Consumer<ByteBuffer> damage) {
    ByteBuffer file = file();
    damage.accept(file);
    MalformedElfException refusal =
        assertThrows(MalformedElfException.class, () -> ElfReader.read(bytes(file)));
    assertEquals(message, refusal.getMessage());
  }

  private static ObjectFile reads(Consumer<ByteBuffer> change) {
    ByteBuffer file = file();
    change.accept(file);
    return ElfReader.read(bytes(file));
  }

  @Test
  void refusesAFileThatEndsInItsHeader() {
    MalformedElfException refusal =
        assertThrows(
            MalformedElfException.class,
            () -> ElfReader.read(Arrays.copyOf(bytes(file()), ElfConstants.EHDR_SIZE - 1)));
    assertEquals("truncated: the file ends inside the ELF header", refusal.getMessage());
  }

  @Test
  void refusesSectionHeadersOfAnotherSize() {
    refuses(
        "section headers are 40 bytes long, not 64",
        file -> file.putShort(E_SHENTSIZE, (short) 40));
  }

  @Test
  void refusesSectionHeadersBehindTheFile() {
    String message = "truncated: the section headers end behind the file";
    refuses(message, file -> file.putLong(E_SHOFF, file.limit() - 64L));
    refuses(message, file -> file.putLong(E_SHOFF, -1));
    refuses(message, file -> file.putLong(E_SHOFF, Long.MAX_VALUE));
    refuses(message, file -> file.putShort(E_SHNUM, (short) 0xffff));
  }

  @Test
  void readsTheNumberOfSectionsAndTheirNamesFromTheFirstHeader() {
    ObjectFile object =
        reads(
            file -> {
              file.putLong(header(file, 0) + SH_SIZE, 6).putShort(E_SHNUM, (short) 0);
              file.putInt(header(file, 0) + SH_LINK, NAMES).putShort(E_SHSTRNDX, (short) 0xffff);
            });
    assertEquals(6, object.sections().size());
    assertEquals(".text.f", object.sections().get(TEXT).name());
  }

  @Test
  void refusesANumberOfSectionsThatTheFileHasNoRoomFor() {
    for (long count : new long[] {-1, 7, Integer.MAX_VALUE, 1L << 32, Long.MAX_VALUE, 1L << 58}) {
      refuses(
          "truncated: the section headers end behind the file",
          file -> file.putLong(header(file, 0) + SH_SIZE, count).putShort(E_SHNUM, (short) 0));
    }
  }

  @Test
  void refusesSectionNamesThatAreNotThere() {
    refuses(
        "the section names are in section 6, not there",
        file -> file.putShort(E_SHSTRNDX, (short) 6));
    refuses(
        "the name of section 1 lies outside the section names",
        file -> file.putInt(header(file, TEXT), 100_000));
    refuses(
        "the name of section 2 lies outside the section names",
        file -> file.putInt(header(file, DATA), -1));
  }

  @Test
  void refusesNamesWithoutAnEnd() {
    refuses(
        "the name of section 5 has no end in the section names",
        file -> {
          int header = header(file, NAMES);
          file.putLong(header + SH_SIZE, file.getLong(header + SH_SIZE) - 1);
        });
  }

  @Test
  void refusesSectionsBehindTheFile() {
    String message = "truncated: section .data.v (2) ends behind the file";
    refuses(message, file -> file.putLong(header(file, DATA) + SH_SIZE, file.limit()));
    refuses(message, file -> file.putLong(header(file, DATA) + SH_SIZE, Long.MIN_VALUE));
    refuses(message, file -> file.putLong(header(file, DATA) + SH_OFFSET, -8));
  }

  @Test
  void refusesSectionsThatShareBytes() {
    refuses(
        "section .text.f (1) and section .data.v share bytes of the file",
        file -> file.putLong(header(file, DATA) + SH_OFFSET, start(file, TEXT) + 5L));
  }

  @Test
  void refusesWhatIsAlignedByNoPowerOfTwo() {
    refuses(
        "section .data.v (2) is aligned by 3, which is no power of two",
        file -> file.putLong(header(file, DATA) + SH_ADDRALIGN, 3));
    refuses(
        "section .data.v (2) is aligned by -9223372036854775808, which is no power of two",
        file -> file.putLong(header(file, DATA) + SH_ADDRALIGN, Long.MIN_VALUE));
  }

  @Test
  void refusesWhatIsAlignedByMoreThanAnyKernelIs() {
    refuses(
        "section .data.v (2) is aligned by 2147483648, more than any section of a kernel",
        file -> file.putLong(header(file, DATA) + SH_ADDRALIGN, 1L << 31));
  }

  @Test
  void refusesCompressedSectionsThatTakeMemory() {
    refuses(
        "section .data.v (2) is compressed, which one that takes memory cannot be",
        file -> file.putLong(header(file, DATA) + SH_FLAGS, 0x802));
  }

  @Test
  void refusesASecondSymbolTable() {
    refuses(
        "sections .data.v and .symtab are both symbol tables; a file may have one",
        file -> file.putInt(header(file, DATA) + SH_TYPE, ElfConstants.SHT_SYMTAB));
  }

  @Test
  void refusesASymbolTableWithoutNames() {
    for (int link : new int[] {0, TEXT, 6, -1}) {
      refuses(
          "the symbols' names are in section " + link + ", which is no string table",
          file -> file.putInt(header(file, SYMBOLS) + SH_LINK, link));
    }
  }

  @Test
  void refusesSymbolsOfAnotherSizeButTakesNoSizeForTheUsualOne() {
    refuses(
        "the symbol table is no row of 24-byte entries: 120 bytes, entries of 16",
        file -> file.putLong(header(file, SYMBOLS) + SH_ENTSIZE, 16));
    ObjectFile object = reads(file -> file.putLong(header(file, SYMBOLS) + SH_ENTSIZE, 0));
    assertEquals(5, object.symbols().size());
  }

  @Test
  void refusesSymbolsOfUnknownKinds() {
    int info = 2 * ElfConstants.SYM_SIZE + 4;
    refuses("symbol type 7 is unknown", file -> file.put(start(file, SYMBOLS) + info, (byte) 0x17));
    refuses(
        "symbol binding 5 is unknown", file -> file.put(start(file, SYMBOLS) + info, (byte) 0x52));
  }

  @Test
  void refusesRelocationsOfNoSection() {
    refuses(
        "section .rela.text.f applies to section 6, not there",
        file -> file.putInt(header(file, RELOCATIONS) + SH_INFO, 6));
    refuses(
        "section .rela.text.f names symbols of section 2, not the symbol table",
        file -> file.putInt(header(file, RELOCATIONS) + SH_LINK, DATA));
    refuses(
        "section .rela.text.f ends inside an entry of 24 bytes",
        file -> file.putLong(header(file, RELOCATIONS) + SH_ENTSIZE, 16));
    ObjectFile object = reads(file -> file.putLong(header(file, RELOCATIONS) + SH_ENTSIZE, 0));
    assertEquals(1, object.relocations(new SectionId(TEXT)).size());
  }

  /** A megabyte of names of which each is the end of the one before would be half a terabyte. */
  @Test
  void refusesNamesThatOverlapAgainAndAgain() {
    byte[] table = new byte[1 << 20];
    Arrays.fill(table, 0, table.length - 1, (byte) 'a');
    NameTable names = new NameTable(Bytes.of(table, ByteOrder.LITTLE_ENDIAN), "the names");
    MalformedElfException refusal =
        assertThrows(
            MalformedElfException.class,
            () -> {
              for (int i = 1; i < table.length; i++) {
                names.at(i, "symbol", i);
              }
            });
    assertEquals("the names in the names overlap again and again", refusal.getMessage());
  }
}
