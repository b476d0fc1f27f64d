package io.klpforge.diff.elf;

import static io.klpforge.diff.built.ObjectBuilder.anObject;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ElfReaderTest {
  private static final int SECTION_HEADERS = 40;

  private static byte[] file() {
    return anObject()
        .file("a.c")
        .function("f", "e8 00000000 c3")
        .call(1, "g")
        .zeroed("count", 8)
        .texts("hello")
        .file();
  }

  @Test
  void readsSectionsSymbolsAndRelocations() {
    ObjectFile object = ElfReader.read(file());
    Section text = object.section(".text.f").orElseThrow();
    assertTrue(text.isCode());
    assertEquals(6, text.data().length());
    Relocation call = object.relocations(text.id()).get(0);
    assertEquals(new Relocation(1, 4, call.symbol(), -4), call);
    assertEquals("g", object.symbol(call.symbol()).name());
    assertTrue(object.symbol(call.symbol()).isUndefined());
  }

  @Test
  void givesUninitialisedSectionsTheirSizeButNoBytes() {
    Section bss = ElfReader.read(file()).section(".bss.count").orElseThrow();
    assertEquals(8, bss.size());
    assertEquals(0, bss.data().length());
  }

  @Test
  void givesSectionSymbolsTheirSectionsName() {
    ObjectFile object =
        anObject()
            .texts("x")
            .function("f", "90909090")
            .relocation(0, 2, ".rodata.str1.1", 0)
            .read();
    assertTrue(
        object.symbols().stream()
            .anyMatch(
                symbol ->
                    symbol.type() == SymbolType.SECTION && symbol.name().equals(".rodata.str1.1")));
  }

  @Test
  void refusesWhatIsNoElfFile() {
    refuses("not an ELF file", "int main(void) { return 0; }\n".getBytes(StandardCharsets.UTF_8));
    refuses("the file is empty", new byte[0]);
  }

  @Test
  void refusesThirtyTwoBitFiles() {
    byte[] file = file();
    file[4] = 1;
    refuses("not a 64-bit ELF file", file);
  }

  @Test
  void refusesEveryTruncation() {
    byte[] file = file();
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThrows(MalformedElfException.class, () -> readAll(cut), "cut to " + length);
    }
  }

  /** Damage may go unnoticed, but only as itself or as a MalformedElfException. */
  @Test
  void survivesDamageToAnyByte() {
    byte[] file = file();
    for (int at = 0; at < file.length; at++) {
      for (int value : new int[] {0x00, 0x01, 0x7f, 0x80, 0xff}) {
        byte[] damaged = file.clone();
        damaged[at] = (byte) value;
        readOrRefuse(damaged);
      }
    }
  }

  private static void readOrRefuse(byte[] file) {
    try {
      readAll(file);
    } catch (MalformedElfException expected) {
      assertTrue(!expected.getMessage().isEmpty());
    }
  }

  @Test
  void refusesARelocationThatNamesAMissingSymbol() {
    ObjectFile object = ElfReader.read(withSymbolOfFirstRelocation(1000));
    MalformedElfException refusal =
        assertThrows(MalformedElfException.class, () -> relocations(object));
    assertEquals(
        "section .rela.text.f names in entry 0 symbol 1000, not there", refusal.getMessage());
  }

  private static byte[] withSymbolOfFirstRelocation(int symbol) {
    byte[] file = file();
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int header = headerOf(buffer, ElfConstants.SHT_RELA);
    buffer.putInt((int) buffer.getLong(header + 24) + 12, symbol);
    return file;
  }

  private static int headerOf(ByteBuffer file, int type) {
    int header = (int) file.getLong(SECTION_HEADERS);
    while (file.getInt(header + 4) != type) {
      header += ElfConstants.SHDR_SIZE;
    }
    return header;
  }

  @Test
  void refusesRelocationsWithoutAddend() {
    byte[] file = file();
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(headerOf(buffer, ElfConstants.SHT_RELA) + 4, ElfConstants.SHT_REL);
    refuses("section .rela.text.f holds relocations without addend (SHT_REL)", file);
  }

  @Test
  void refusesASymbolInAMissingSection() {
    byte[] file = file();
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int table = (int) buffer.getLong(headerOf(buffer, ElfConstants.SHT_SYMTAB) + 24);
    buffer.putShort(table + 2 * ElfConstants.SYM_SIZE + 6, (short) 0x7000);
    refuses("symbol 2 lies in section 28672, which is not there", file);
  }

  @Test
  void findsTheSectionOfASymbolWithAnExtendedIndex() {
    Bytes entries = symbolWithIndex(ElfConstants.SHN_XINDEX);
    Bytes extended = Bytes.of(new byte[] {1, 0, 0, 0}, ByteOrder.LITTLE_ENDIAN);
    ObjectFile any = ElfReader.read(file());
    Symbol symbol =
        new SymbolTable(entries, new NameTable(Bytes.EMPTY, "no names"), extended, any.sections())
            .decode()
            .get(0);
    assertEquals(SymbolPlace.in(new SectionId(1)), symbol.place());
  }

  @Test
  void refusesAnExtendedIndexThatIsNotThere() {
    byte[] file = file();
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int table = (int) buffer.getLong(headerOf(buffer, ElfConstants.SHT_SYMTAB) + 24);
    buffer.putShort(table + 2 * ElfConstants.SYM_SIZE + 6, (short) ElfConstants.SHN_XINDEX);
    assertThrows(MalformedElfException.class, () -> ElfReader.read(file));
  }

  private static Bytes symbolWithIndex(int shndx) {
    byte[] entry = new byte[ElfConstants.SYM_SIZE];
    entry[4] = (byte) SymbolType.FUNC.number();
    entry[6] = (byte) shndx;
    entry[7] = (byte) (shndx >> 8);
    return Bytes.of(entry, ByteOrder.LITTLE_ENDIAN);
  }

  private static void refuses(String message, byte[] file) {
    MalformedElfException refusal =
        assertThrows(MalformedElfException.class, () -> ElfReader.read(file));
    assertEquals(message, refusal.getMessage());
  }

  private static void readAll(byte[] file) {
    relocations(ElfReader.read(file));
  }

  private static void relocations(ObjectFile object) {
    object.sections().forEach(section -> object.relocations(section.id()));
  }
}
