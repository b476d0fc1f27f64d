package io.klpforge.emit.livepatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolBinding;
import io.klpforge.diff.elf.SymbolPlace;
import io.klpforge.diff.select.KernelFeature;
import io.klpforge.diff.select.PatchPlan;
import io.klpforge.emit.write.ElfImage;
import io.klpforge.emit.write.ElfWriter;
import io.klpforge.emit.write.ImageRelocation;
import io.klpforge.emit.write.ImageSection;
import io.klpforge.emit.write.ImageSymbol;
import io.klpforge.emit.write.RelocationList;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LivepatchConverterTest {
  private static final int ABS64 = 1;

  /** What Kbuild would link from one object: a pointer to its function, and a build id. */
  private static ElfImage linked(PatchPlan plan, Set<KernelFeature> features) {
    ElfImage object = ElfImage.of(ElfReader.read(ObjectEmitter.emit(plan, 0, features).toArray()));
    List<String> names = object.symbols().stream().map(ImageSymbol::name).toList();
    List<ImageRelocation> pointers =
        List.of(
            new ImageRelocation(0, ABS64, names.indexOf("klpforge_callback_0_0"), 0),
            new ImageRelocation(8, ABS64, names.indexOf("klpforge_new_0_0"), 0),
            new ImageRelocation(16, ABS64, names.size(), 0));
    List<ImageSection> sections = new ArrayList<>(object.sections());
    byte[] note = new byte[36];
    note[0] = 4;
    note[4] = 20;
    sections.add(section(".note.gnu.build-id", ElfConstants.SHT_NOTE, note, List.of()));
    sections.add(
        section(
            ".data",
            ElfConstants.SHT_PROGBITS,
            new byte[24],
            List.of(RelocationList.ordinary(".data", pointers))));
    List<ImageSymbol> symbols = new ArrayList<>(object.symbols());
    symbols.add(
        ImageSymbol.undefined(".klp.sym.rela.xfs.jbd2.commit.isra.0,3", SymbolBinding.WEAK));
    return object.withSections(sections).withSymbols(symbols);
  }

  private static ImageSection section(
      String name, int type, byte[] bytes, List<RelocationList> tables) {
    return new ImageSection(
        name,
        type,
        ElfConstants.SHF_ALLOC,
        8,
        0,
        bytes.length,
        Bytes.of(bytes, ByteOrder.LITTLE_ENDIAN),
        OptionalInt.empty(),
        tables);
  }

  private static Conversion convert(PatchPlan plan) {
    return convert(plan, Set.of());
  }

  private static Conversion convert(PatchPlan plan, Set<KernelFeature> features) {
    byte[] bytes = ElfWriter.write(linked(plan, features)).toArray();
    return LivepatchConverter.convert("a.ko", bytes, features);
  }

  private static ObjectFile converted(String owner) {
    Conversion conversion = convert(ToyPlan.of("fs/ext4/inode.o", owner));
    assertEquals(List.of(), conversion.findings());
    return ElfReader.read(conversion.module().orElseThrow().toArray());
  }

  private static List<String> entries(ObjectFile file, String section) {
    List<String> texts = new ArrayList<>();
    for (Relocation entry : file.entries(file.section(section).orElseThrow().id())) {
      String symbol = file.symbol(entry.symbol()).name();
      texts.add(entry.offset() + " " + entry.type() + " " + symbol + " " + entry.addend());
    }
    return texts;
  }

  @Test
  void movesReferencesIntoASectionForEachLoadingObject() {
    ObjectFile file = converted("ext4");
    assertEquals(
        List.of(
            "1 2 .klp.sym.vmlinux.command_line,0 -4", "16 2 .klp.sym.vmlinux.command_line,0 -8"),
        entries(file, ".klp.rela.vmlinux..text.show"));
    assertEquals(
        List.of("11 4 .klp.sym.jbd2.commit.isra.0,3 -4"),
        entries(file, ".klp.rela.ext4..text.show"));
    assertEquals(List.of("6 4 seq_puts -4"), entries(file, ".rela.text.show"));
  }

  @Test
  void marksLivepatchSectionsAndSymbolsAsTheKernelWantsThem() {
    ObjectFile file = converted("vmlinux");
    Section section = file.section(".klp.rela.vmlinux..text.show").orElseThrow();
    assertEquals(ElfConstants.SHT_RELA, section.type());
    assertEquals(0x0010_0042, section.flags());
    assertEquals(file.section(".symtab").orElseThrow().id().index(), section.link());
    assertEquals(file.section(".text.show").orElseThrow().id().index(), section.info());
    assertEquals(8, section.alignment());
    assertEquals(24, section.entrySize());
    List<String> livepatch =
        file.symbols().stream()
            .filter(symbol -> symbol.place().equals(SymbolPlace.LIVEPATCH))
            .map(Symbol::name)
            .toList();
    assertEquals(
        List.of(".klp.sym.vmlinux.command_line,0", ".klp.sym.jbd2.commit.isra.0,3"), livepatch);
  }

  @Test
  void sharesASymbolBetweenSections() {
    ObjectFile file = converted("ext4");
    Relocation one = only(file, ".klp.rela.ext4..text.show");
    Relocation other = only(file, ".klp.rela.xfs..data");
    assertEquals(one.symbol(), other.symbol());
    assertEquals(6, one.symbol().index());
  }

  @Test
  void givesAKernelThatRelocatesLateAllForTheOwnerAndItsTablesAfterThat() {
    Conversion conversion =
        convert(ToyPlan.withTables("a.o", "ext4"), Set.of(KernelFeature.LATE_RELOCATIONS));
    assertEquals(List.of(), conversion.findings());
    ObjectFile file = ElfReader.read(conversion.module().orElseThrow().toArray());
    assertEquals(
        List.of(
            "1 2 .klp.sym.vmlinux.command_line,0 -4",
            "11 4 .klp.sym.jbd2.commit.isra.0,3 -4",
            "16 2 .klp.sym.vmlinux.command_line,0 -8"),
        entries(file, ".klp.rela.ext4..text.show"));
    assertTrue(file.section(".klp.rela.vmlinux..text.show").isEmpty());
    for (String table : List.of(".altinstructions", ".parainstructions")) {
      assertTrue(file.section(table).isEmpty());
      Section late = file.section(".klp.arch.ext4." + table).orElseThrow();
      assertEquals(ElfConstants.SHF_ALLOC, late.flags());
      assertEquals(List.of("0 2 show 0"), entries(file, ".rela.klp.arch.ext4." + table));
    }
    assertTrue(file.section("__bug_table").isPresent());
  }

  private static Relocation only(ObjectFile file, String section) {
    List<Relocation> entries = file.entries(file.section(section).orElseThrow().id());
    assertEquals(1, entries.size());
    return entries.get(0);
  }

  @Test
  void replacesAliasesByTheirFunctionsAndLeavesNoTraceOfTheBuild() {
    ObjectFile file = converted("vmlinux");
    assertEquals(List.of("0 1 hello 0", "8 1 show 0"), entries(file, ".rela.data"));
    assertTrue(file.section(".debug_info").isEmpty());
    assertTrue(file.section(".debug_line").isEmpty());
    assertTrue(file.symbols().stream().noneMatch(symbol -> symbol.name().contains("klpforge_")));
  }

  @Test
  void derivesTheBuildIdFromTheModuleAlone() {
    PatchPlan one = ToyPlan.of("a.o", "vmlinux");
    PatchPlan other = ToyPlan.with("a.o", "vmlinux", new byte[40], "command_line");
    assertEquals(convert(one), convert(one));
    assertTrue(!buildId(one).equals(buildId(other)));
    assertTrue(!buildId(one).equals(Bytes.of(new byte[20], ByteOrder.LITTLE_ENDIAN)));
  }

  private static Bytes buildId(PatchPlan plan) {
    ObjectFile file = ElfReader.read(convert(plan).module().orElseThrow().toArray());
    return file.section(".note.gnu.build-id").orElseThrow().data().slice(16, 20);
  }

  @Test
  void refusesABytesUnderASiteAndNamesTooLongForTheKernel() {
    byte[] text = new byte[32];
    text[4] = 1;
    Conversion conversion = convert(ToyPlan.with("a.o", "vmlinux", text, "x".repeat(512)));
    assertTrue(conversion.module().isEmpty());
    assertEquals(
        List.of("klp-name", "nonzero-site"),
        conversion.findings().stream().map(Finding::rule).toList());
    assertEquals("a.ko: .text.show+0x1", conversion.findings().get(1).where());
  }
}
