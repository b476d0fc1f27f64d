package io.klpforge.emit.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.klpforge.diff.compare.LineNumbers;
import io.klpforge.diff.compare.ObjectComparator;
import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.compare.Verdict;
import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ElfHeader;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolBinding;
import io.klpforge.diff.elf.SymbolPlace;
import io.klpforge.diff.elf.SymbolType;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ElfWriterTest {
  private static final long CODE = ElfConstants.SHF_ALLOC | ElfConstants.SHF_EXECINSTR;
  private static final long LIVEPATCH_FLAGS =
      ElfConstants.SHF_ALLOC | ElfConstants.SHF_INFO_LINK | ElfConstants.SHF_RELA_LIVEPATCH;

  private static ImageSection section(String name, int type, long flags, int size, long align) {
    Bytes data =
        type == ElfConstants.SHT_NOBITS
            ? Bytes.EMPTY
            : Bytes.of(new byte[size], ByteOrder.LITTLE_ENDIAN);
    return new ImageSection(
        name, type, flags, align, 0, size, data, OptionalInt.empty(), List.of());
  }

  private static ImageSymbol function(String name, SymbolBinding binding, int section) {
    SymbolPlace place = SymbolPlace.in(new SectionId(section));
    return new ImageSymbol(name, SymbolType.FUNC, binding, 0, place, 3, 5);
  }

  /** Global symbols before local ones, two kinds of relocation on one section, an ordered one. */
  private static ElfImage image(ByteOrder order) {
    ElfHeader header =
        new ElfHeader(ElfConstants.ET_REL, ElfConstants.EM_X86_64, 0x8000_0002, 3, order);
    RelocationList plain =
        RelocationList.ordinary(
            ".text.f",
            List.of(
                new ImageRelocation(4, 4, 1, -4),
                new ImageRelocation(8, 0, ImageRelocation.NO_SYMBOL, 0)));
    RelocationList livepatch =
        new RelocationList(
            ".klp.rela.vmlinux..text.f",
            LIVEPATCH_FLAGS,
            List.of(new ImageRelocation(0x1234_5678_9aL, 0x7fff_fff2, 0, Long.MIN_VALUE)));
    ImageSection text =
        section(".text.f", ElfConstants.SHT_PROGBITS, CODE, 13, 16)
            .withTables(List.of(plain, livepatch));
    ImageSection ordered =
        section("pfe", 1, ElfConstants.SHF_ALLOC | ElfConstants.SHF_LINK_ORDER, 8, 8)
            .withLinkedTo(OptionalInt.of(1));
    return new ElfImage(
        header,
        List.of(
            section(".bss", ElfConstants.SHT_NOBITS, ElfConstants.SHF_ALLOC, 4096, 32),
            text,
            ordered),
        List.of(
            new ImageSymbol(
                "klp", SymbolType.NOTYPE, SymbolBinding.GLOBAL, 0, SymbolPlace.LIVEPATCH, 0, 0),
            function("global", SymbolBinding.GLOBAL, 1),
            new ImageSymbol(
                "a.c", SymbolType.FILE, SymbolBinding.LOCAL, 0, SymbolPlace.ABSOLUTE, 0, 0),
            function("local", SymbolBinding.LOCAL, 1),
            function("", SymbolBinding.LOCAL, 0),
            ImageSymbol.undefined("f\u00fc", SymbolBinding.WEAK)));
  }

  private static ObjectFile written(ElfImage image) {
    return ElfReader.read(ElfWriter.write(image).toArray());
  }

  @Test
  void writesTheHeaderInTheImagesByteOrder() {
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      assertEquals(image(order).header(), written(image(order)).header());
    }
  }

  @Test
  void placesEachRelocationSectionBehindItsTarget() {
    ObjectFile file = written(image(ByteOrder.BIG_ENDIAN));
    assertEquals(
        List.of(
            "",
            ".bss",
            ".text.f",
            ".rela.text.f",
            ".klp.rela.vmlinux..text.f",
            "pfe",
            ".symtab",
            ".strtab",
            ".shstrtab"),
        file.sections().stream().map(Section::name).toList());
    Section klp = file.sections().get(4);
    assertEquals(LIVEPATCH_FLAGS, klp.flags());
    assertEquals(6, klp.link());
    assertEquals(2, klp.info());
    assertEquals(2, file.sections().get(5).link());
  }

  @Test
  void putsLocalSymbolsFirstAndSaysHowMany() {
    ObjectFile file = written(image(ByteOrder.LITTLE_ENDIAN));
    assertEquals(
        List.of("", "a.c", "local", "", "klp", "global", "f\u00fc"),
        file.symbols().stream().map(Symbol::name).toList());
    assertEquals(4, file.section(".symtab").orElseThrow().info());
  }

  @Test
  void followsRenumberedSymbolsInRelocations() {
    ObjectFile file = written(image(ByteOrder.LITTLE_ENDIAN));
    assertEquals(5, file.entries(new SectionId(3)).get(0).symbol().index());
    assertEquals(0, file.entries(new SectionId(3)).get(1).symbol().index());
    assertEquals(4, file.entries(new SectionId(4)).get(0).symbol().index());
    assertEquals(Long.MIN_VALUE, file.entries(new SectionId(4)).get(0).addend());
    assertEquals(0x7fff_fff2, file.entries(new SectionId(4)).get(0).type());
  }

  @Test
  void alignsEachSectionInTheFile() {
    Bytes file = ElfWriter.write(image(ByteOrder.BIG_ENDIAN));
    int headers = (int) file.s64(40);
    assertEquals(0, headers % 8);
    for (int i = 1; i < file.u16(60); i++) {
      int header = headers + i * ElfConstants.SHDR_SIZE;
      assertEquals(0, file.s64(header + 24) % file.s64(header + 48), "section " + i);
    }
  }

  private static List<ImageSection> bare(ElfImage image) {
    return image.sections().stream().map(section -> section.withTables(List.of())).toList();
  }

  @Test
  void readsBackWhatItWrote() {
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      ElfImage once = ElfImage.of(written(image(order)));
      assertEquals(bare(image(order)), bare(once));
      assertEquals(once, ElfImage.of(written(once)));
      assertEquals(ElfWriter.write(once), ElfWriter.write(ElfImage.of(written(once))));
    }
  }

  @Test
  void refusesMoreSectionsThanTheLoaderCanNumber() {
    ImageSection one = section("s", ElfConstants.SHT_PROGBITS, 0, 0, 1);
    ElfImage image = image(ByteOrder.LITTLE_ENDIAN).withSymbols(List.of());
    ElfImage most = image.withSections(Collections.nCopies(65_275, one));
    assertEquals(65_279, ElfWriter.writeModule(most).u16(60));
    ElfImage many = image.withSections(Collections.nCopies(65_276, one));
    assertThrows(UnwritableElfException.class, () -> ElfWriter.writeModule(many));
  }

  /** A function in each section, and a section before and behind which numbers are extended. */
  private static ElfImage manySections(int count, ByteOrder order) {
    List<ImageSection> sections = new ArrayList<>();
    List<ImageSymbol> symbols = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sections.add(section("s" + i, ElfConstants.SHT_PROGBITS, CODE, 8, 1));
      symbols.add(function("f" + i, SymbolBinding.GLOBAL, i));
    }
    symbols.add(
        new ImageSymbol(
            "number", SymbolType.OBJECT, SymbolBinding.GLOBAL, 0, SymbolPlace.ABSOLUTE, 7, 0));
    RelocationList table =
        RelocationList.ordinary("", List.of(new ImageRelocation(0, 2, count, 0)));
    sections.set(count - 1, sections.get(count - 1).withTables(List.of(table)));
    return new ElfImage(image(order).header(), sections, symbols);
  }

  @Test
  void numbersMoreSectionsThanSixteenBitsCan() {
    for (int count : new int[] {65_274, 65_275, 70_000}) {
      ByteOrder order = count == 70_000 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      ElfImage image = manySections(count, order);
      Bytes bytes = ElfWriter.write(image);
      boolean extended = count + 5 >= ElfConstants.SHN_LORESERVE;
      assertEquals(extended ? 0 : count + 5, bytes.u16(60), count + " sections");
      ObjectFile file = ElfReader.read(bytes.toArray());
      assertEquals(
          extended,
          file.sections().stream().anyMatch(s -> s.type() == ElfConstants.SHT_SYMTAB_SHNDX));
      for (int i = 0; i < count; i++) {
        Symbol symbol = file.symbols().get(i + 1);
        assertEquals("f" + i, symbol.name());
        assertEquals("s" + i, file.section(symbol.place().section()).name());
      }
      Symbol number = file.symbols().get(count + 1);
      assertEquals(SymbolPlace.ABSOLUTE, number.place());
      assertEquals(number.id(), file.relocations(new SectionId(count)).get(0).symbol());
      assertEquals(bytes, ElfWriter.write(ElfImage.of(file)));
    }
  }

  /** What takes the square of 70,000 steps somewhere takes minutes. */
  @Test
  void comparesSeventyThousandSectionsInLinearTime() {
    ElfImage orig = manySections(70_000, ByteOrder.LITTLE_ENDIAN);
    List<ImageSection> sections = new ArrayList<>(orig.sections());
    byte[] other = {1, 2, 3, 4, 5, 6, 7, 8};
    sections.set(69_000, sections.get(69_000).withData(Bytes.of(other, ByteOrder.LITTLE_ENDIAN)));
    ObjectFile before = written(orig);
    ObjectFile after = written(orig.withSections(sections));
    ObjectDiff diff =
        assertTimeout(
            Duration.ofSeconds(40),
            () -> ObjectComparator.compare(before, after, LineNumbers.EXACT));
    assertEquals(
        List.of("f69000"),
        diff.functions(Verdict.CHANGED).stream().map(one -> one.piece().name()).toList());
    assertEquals(List.of(), diff.functions(Verdict.NEW));
  }
}
