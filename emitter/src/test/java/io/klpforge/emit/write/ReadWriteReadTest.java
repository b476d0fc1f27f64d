package io.klpforge.emit.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.Symbol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read of a fixture's object and written says the same when it is read again. */
final class ReadWriteReadTest {
  private static final Path FIXTURES =
      Path.of(System.getProperty("klpforge.root", ".."), "fixtures");

  private static final Set<Integer> MADE_BY_THE_WRITER =
      Set.of(
          ElfConstants.SHT_NULL,
          ElfConstants.SHT_SYMTAB,
          ElfConstants.SHT_SYMTAB_SHNDX,
          ElfConstants.SHT_STRTAB,
          ElfConstants.SHT_RELA);

  static List<Path> objects() throws IOException {
    try (Stream<Path> files = Files.walk(FIXTURES)) {
      List<Path> objects =
          files
              .filter(file -> file.toString().endsWith(".o"))
              .sorted()
              .map(FIXTURES::relativize)
              .toList();
      assertTrue(objects.size() >= 100, "there are fixtures");
      return objects;
    }
  }

  @ParameterizedTest
  @MethodSource("objects")
  void saysTheSame(Path object) throws IOException {
    ObjectFile file = ElfReader.read(FIXTURES.resolve(object));
    boolean grouped =
        file.sections().stream().anyMatch(one -> one.type() == ElfConstants.SHT_GROUP);
    if (grouped) {
      assertThrows(UnwritableElfException.class, () -> ElfImage.of(file));
      return;
    }
    Bytes written = ElfWriter.write(ElfImage.of(file));
    ObjectFile again = ElfReader.read(written.toArray());
    assertEquals(content(file), content(again));
    assertEquals(written, ElfWriter.write(ElfImage.of(again)));
  }

  /** Sections in order, each with its relocations; then local symbols, then the others. */
  private static List<String> content(ObjectFile file) {
    List<String> lines = new ArrayList<>(List.of(file.header().toString()));
    file.sections().stream()
        .filter(section -> !MADE_BY_THE_WRITER.contains(section.type()))
        .forEach(section -> add(lines, file, section));
    file.symbols().stream().filter(Symbol::isLocal).forEach(one -> lines.add(text(file, one)));
    file.symbols().stream()
        .filter(one -> !one.isLocal())
        .forEach(one -> lines.add(text(file, one)));
    return lines;
  }

  private static void add(List<String> lines, ObjectFile file, Section section) {
    lines.add(
        String.format(
            "%s %d 0x%x %d %d %d %d",
            section.name(),
            section.type(),
            section.flags(),
            section.size(),
            section.alignment(),
            section.entrySize(),
            section.data().hashCode()));
    for (Relocation relocation : file.relocations(section.id())) {
      lines.add(
          String.format(
              "  0x%x %d %s %d",
              relocation.offset(),
              relocation.type(),
              text(file, file.symbol(relocation.symbol())),
              relocation.addend()));
    }
  }

  private static String text(ObjectFile file, Symbol symbol) {
    return String.format(
        "%s %s %s %d %s %s 0x%x %d",
        symbol.name(),
        symbol.type(),
        symbol.binding(),
        symbol.other(),
        symbol.place().kind(),
        file.section(symbol.place().section()).name(),
        symbol.value(),
        symbol.size());
  }
}
