package io.klpforge.diff.dwarf;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever the bytes are, reading ends, in functions or in a {@link MalformedElfException}. */
final class DamagedDebugInfoTest {
  private static final Path FIXTURES =
      Path.of(System.getProperty("klpforge.root", ".."), "fixtures");
  private static final int SECTION_HEADERS = 40;
  private static final int FILE_OFFSET = 24;
  private static final int TRIES = 1500;

  private static byte[] file(String machine) {
    try {
      return Files.readAllBytes(
          FIXTURES.resolve("changed-layout").resolve(machine).resolve("orig.o"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int start(byte[] file, String section) {
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    Section found = ElfReader.read(file).section(section).orElseThrow();
    int headers = (int) buffer.getLong(SECTION_HEADERS);
    return (int)
        buffer.getLong(headers + found.id().index() * ElfConstants.SHDR_SIZE + FILE_OFFSET);
  }

  private static void read(byte[] file) {
    ObjectFile object = ElfReader.read(file);
    DebugInfo.of(object).ifPresent(DebugFunction::all);
  }

  @ParameterizedTest
  @CsvSource({
    "'', .debug_info",
    "'', .debug_abbrev",
    "'', .debug_line",
    "'', .debug_rnglists",
    "'', .rela.debug_info",
    "loongarch64, .debug_info",
    "loongarch64, .debug_abbrev",
    "loongarch64, .debug_addr",
    "loongarch64, .debug_str_offsets",
    "loongarch64, .debug_rnglists"
  })
  void anyDamageEnds(String machine, String section) {
    byte[] file = file(machine);
    int start = start(file, section);
    int size = ElfReader.read(file).section(section).orElseThrow().data().length();
    Random random = new Random(section.hashCode());
    int refused =
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> refused(file, start, size, random));
    assertTrue(refused < TRIES, "not all of them are found damaged");
  }

  private static int refused(byte[] file, int start, int size, Random random) {
    int refused = 0;
    for (int i = 0; i < TRIES; i++) {
      byte[] copy = file.clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        copy[start + random.nextInt(size)] = (byte) random.nextInt(256);
      }
      try {
        read(copy);
      } catch (MalformedElfException e) {
        refused++;
      }
    }
    return refused;
  }

  @Test
  void aShapeThatIsNotThereIsNamed() {
    byte[] file = file("");
    int first = start(file, ".debug_info") + 12;
    file[first] = 0x7f;
    MalformedElfException e = assertThrows(MalformedElfException.class, () -> read(file));
    assertTrue(e.getMessage().contains("shape 127"), e.getMessage());
  }

  @Test
  void anotherVersionIsNamed() {
    byte[] file = file("");
    file[start(file, ".debug_info") + 4] = 9;
    MalformedElfException e = assertThrows(MalformedElfException.class, () -> read(file));
    assertTrue(e.getMessage().contains("version 9"), e.getMessage());
  }

  @Test
  void aUnitThatDoesNotFitIsNamed() {
    byte[] file = file("");
    file[start(file, ".debug_info") + 3] = 0x7f;
    MalformedElfException e = assertThrows(MalformedElfException.class, () -> read(file));
    assertTrue(e.getMessage().contains("do not fit"), e.getMessage());
  }
}
