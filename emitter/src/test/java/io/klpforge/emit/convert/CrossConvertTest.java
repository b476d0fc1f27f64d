package io.klpforge.emit.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.emit.inspect.ModInfo;
import io.klpforge.emit.write.ElfImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One hand-written module, compiled for each machine, and what readelf sees in it afterwards. */
@Tag("kernel")
class CrossConvertTest {
  private static final String ANNOTATIONS = ".klp.module_relocs.";

  /** What each name of the module means, by the name it has before. */
  private static final Map<String, String> MEANT =
      Map.of(
          "only", ".klp.sym.vmlinux.only,0",
          "many", ".klp.sym.vmlinux.many,1100",
          ".klp.sym.rela.vmlinux.vmlinux.many,1001", ".klp.sym.vmlinux.many,1001",
          ".klp.sym.rela.vmlinux.vmlinux.many,4", ".klp.sym.vmlinux.many,4",
          "commit", ".klp.sym.jbd2.commit,0");

  @TempDir private Path folder;
  private Path before;
  private Path after;

  private ModuleConversion convert(String machine, String... sources)
      throws IOException, InterruptedException {
    before = new CrossCompiler(machine, folder).module(sources);
    after = folder.resolve(machine + ".converted.ko");
    ModuleConversion conversion =
        ModuleConverter.convert(
            new HandwrittenModule("cross.ko", ElfImage.of(ElfReader.read(before)), Set.of("jbd2")),
            new ToyNames(true));
    if (conversion.module().isPresent()) {
      Files.write(after, conversion.module().get().toArray());
    }
    return conversion;
  }

  private void convertModule(String machine) throws IOException, InterruptedException {
    ModuleConversion conversion = convert(machine, "one.c", "two.c");
    assertEquals(List.of(), conversion.findings());
    assertTrue(conversion.module().isPresent());
  }

  private static ReadElf.Entry meant(ReadElf.Entry entry) {
    String name = entry.target().replaceFirst(" [+-] [0-9a-f]+$", "");
    if (!MEANT.containsKey(name)) {
      return entry;
    }
    String symbol = MEANT.get(name);
    String object = symbol.split("\\.", -1)[3];
    return new ReadElf.Entry(
        entry.table().replaceFirst("^\\.rela", ".klp.rela." + object + "."),
        entry.offset(),
        entry.type(),
        symbol + entry.target().substring(name.length()));
  }

  private static List<ReadElf.Entry> sorted(List<ReadElf.Entry> entries) {
    return entries.stream()
        .sorted(
            Comparator.comparing(ReadElf.Entry::table)
                .thenComparing(ReadElf.Entry::offset)
                .thenComparing(ReadElf.Entry::target))
        .toList();
  }

  /** Offsets, types and addends stay, and so does every relocation that is none of ours. */
  @ParameterizedTest
  @ValueSource(strings = {"x86_64", "aarch64", "ppc64le", "s390x"})
  void everyRelocationIsThereOnceAndMeansTheSame(String machine)
      throws IOException, InterruptedException {
    convertModule(machine);
    List<ReadElf.Entry> expected =
        new ReadElf(before)
            .relocations().stream()
                .filter(entry -> !entry.table().startsWith(".rela" + ANNOTATIONS))
                .map(CrossConvertTest::meant)
                .toList();
    Set<String> used =
        expected.stream()
            .map(entry -> entry.target().replaceFirst(" [+-] [0-9a-f]+$", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(used.containsAll(MEANT.values()), "the source uses all: " + used);
    assertEquals(sorted(expected), sorted(new ReadElf(after).relocations()));
  }

  @ParameterizedTest
  @CsvSource({
    "x86_64, .text.hot .text.cold .data .rodata .data..ro_after_init",
    "aarch64, .text.hot .text.cold .data .rodata .data..ro_after_init",
    "ppc64le, .text.hot .toc .data.rel .data.rel.ro .data..ro_after_init",
    "s390x, .text.hot .text.cold .data.rel .data.rel.ro .data..ro_after_init"
  })
  void theSectionsAreThoseThatTheKernelLooksFor(String machine, String with)
      throws IOException, InterruptedException {
    convertModule(machine);
    List<ReadElf.Header> sections = new ReadElf(after).sections();
    Map<String, Integer> places = new HashMap<>();
    sections.forEach(section -> places.put(section.name(), section.index()));
    int symbols = places.get(".symtab");
    Set<String> patched = new TreeSet<>();
    for (ReadElf.Header section : sections) {
      if (section.name().startsWith(".klp.")) {
        String target = section.name().replaceFirst("^\\.klp\\.rela\\.(vmlinux|jbd2)\\.", "");
        patched.add(target);
        assertEquals(
            new ReadElf.Header(
                section.index(), section.name(), "RELA", 24, "AIo", symbols, places.get(target)),
            section);
      }
    }
    List<String> missing = List.of(with.split(" ", -1));
    // -fdata-sections and the like lengthen a section's name by that of what it holds.
    assertTrue(
        missing.stream().allMatch(one -> patched.stream().anyMatch(name -> name.startsWith(one))),
        () -> patched.toString());
    flagsAreExactlyTheLoaders();
  }

  private void flagsAreExactlyTheLoaders() throws IOException {
    for (Section section : ElfReader.read(after).sections()) {
      if (section.name().startsWith(".klp.rela.")) {
        assertEquals(
            ElfConstants.SHF_ALLOC | ElfConstants.SHF_INFO_LINK | ElfConstants.SHF_RELA_LIVEPATCH,
            section.flags(),
            section.name());
        assertEquals(8, section.alignment(), section.name());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x86_64", "aarch64", "ppc64le", "s390x"})
  void theSymbolsAreLivepatchOnesAndNoOtherTraceIsLeft(String machine)
      throws IOException, InterruptedException {
    convertModule(machine);
    Map<String, String> symbols = new ReadElf(after).symbols();
    MEANT.forEach(
        (old, name) -> {
          assertEquals("OS [0xff20]", symbols.get(name), name);
          assertFalse(symbols.containsKey(old), old);
        });
    assertEquals("UND", symbols.get("printk"));
    assertTrue(symbols.keySet().stream().noneMatch(name -> name.startsWith("of_")));
    assertTrue(
        new ReadElf(after)
            .sections().stream().noneMatch(section -> section.name().contains(ANNOTATIONS)));
  }

  /** Code and data are not touched; the module patched need not be there first. */
  @ParameterizedTest
  @ValueSource(strings = {"x86_64", "aarch64", "ppc64le", "s390x"})
  void contentsAndByteOrderStay(String machine) throws IOException, InterruptedException {
    convertModule(machine);
    ObjectFile old = ElfReader.read(before);
    ObjectFile done = ElfReader.read(after);
    assertEquals(contents(old), contents(done));
    assertEquals(List.of(), ModInfo.of(done).depends());
    assertEquals("cross", ModInfo.of(done).name().orElseThrow());
    String order = machine.equals("s390x") ? "big endian" : "little endian";
    assertTrue(new ReadElf(after).header().contains(order));
  }

  private static Map<String, String> contents(ObjectFile file) {
    return file.sections().stream()
        .filter(section -> (section.flags() & ElfConstants.SHF_ALLOC) != 0)
        .filter(section -> section.type() == ElfConstants.SHT_PROGBITS)
        .filter(section -> !section.name().startsWith(ANNOTATIONS))
        .filter(section -> !section.name().equals(".modinfo"))
        .collect(Collectors.toMap(Section::name, CrossConvertTest::bytes));
  }

  private static String bytes(Section section) {
    return HexFormat.of().formatHex(section.data().toArray());
  }

  /** The kernel has a symbol {@code .TOC.} too, and it is not the module's. */
  @ParameterizedTest
  @ValueSource(strings = {"ppc64le"})
  void theTocStaysTheModulesOwn(String machine) throws IOException, InterruptedException {
    convertModule(machine);
    List<ReadElf.Entry> all = new ReadElf(after).relocations();
    List<ReadElf.Entry> toc =
        all.stream()
            .filter(one -> one.target().startsWith(".TOC.") || one.type().contains("_TOC16"))
            .toList();
    assertTrue(toc.size() > 10, toc::toString);
    assertTrue(toc.stream().allMatch(one -> one.table().startsWith(".rela.text")), toc::toString);
    assertTrue(
        all.stream().anyMatch(one -> one.table().equals(".klp.rela.vmlinux..toc")), all::toString);
  }

  /** The loader would refuse the first, and let the others through. */
  @ParameterizedTest
  @CsvSource({"no-nop, sibling-call", "sibling, sibling-call", "near, out-of-reach"})
  void refusesWhatWouldGoOnWithAnotherToc(String source, String rule)
      throws IOException, InterruptedException {
    ModuleConversion conversion = convert("ppc64le", source + ".ppc64le.s");
    assertTrue(conversion.module().isEmpty());
    assertEquals(
        Set.of(rule),
        conversion.findings().stream().map(Finding::rule).collect(Collectors.toSet()));
  }
}
