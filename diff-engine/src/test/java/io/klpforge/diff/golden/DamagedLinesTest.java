package io.klpforge.diff.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.compare.LineNumbers;
import io.klpforge.diff.compare.ObjectComparator;
import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.compare.Verdict;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

/**
 * Debug information that cannot be read is none: a change that only it would excuse is a change,
 * and the rest of the comparison goes on.
 */
final class DamagedLinesTest {
  private static final Compiled FIXTURE =
      Compiled.checkedIn(new Fixture(Fixture.root().resolve("line-number-debug")));
  private static final int SECTION_HEADERS = 40;
  private static final int ZLIB = 1;
  private static final int ZSTD = 2;

  private final byte[] patched = FIXTURE.bytes("patched");
  private final ByteBuffer file = ByteBuffer.wrap(patched).order(ByteOrder.LITTLE_ENDIAN);
  private final Section lines = ElfReader.read(patched).section(".debug_line").orElseThrow();
  private final int header =
      (int) file.getLong(SECTION_HEADERS) + lines.id().index() * ElfConstants.SHDR_SIZE;
  private final int start = (int) file.getLong(header + 24);
  private final ObjectFile orig = FIXTURE.orig();
  private final String excused = diff(patched);

  private String diff(byte[] patched) {
    ObjectDiff diff =
        ObjectComparator.compare(orig, ElfReader.read(patched), LineNumbers.TOLERATED);
    return diff.functions().stream()
        .filter(one -> one.verdict() != Verdict.SAME)
        .map(one -> one.verdict() + " " + one.piece().name() + "\n")
        .collect(Collectors.joining());
  }

  private String withoutLines() {
    byte[] copy = patched.clone();
    ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putInt(header, 0);
    return diff(copy);
  }

  private String with(int at, int value) {
    byte[] copy = patched.clone();
    copy[start + at] = (byte) value;
    return diff(copy);
  }

  @Test
  void linesExcuseSomethingHere() {
    assertNotEquals(excused, withoutLines());
  }

  @Test
  void anUnknownVersionIsNoEvidence() {
    assertEquals(withoutLines(), with(4, 6));
  }

  @Test
  void aLengthThatDoesNotFitIsNoEvidence() {
    assertEquals(withoutLines(), with(3, 0x7f));
    assertEquals(withoutLines(), with(3, 0x80));
  }

  /** A program of -4 bytes would begin anew for ever. */
  @Test
  void aNegativeLengthIsNoEvidence() {
    byte[] copy = patched.clone();
    ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putInt(start, -4);
    assertEquals(
        withoutLines(), assertTimeoutPreemptively(Duration.ofSeconds(10), () -> diff(copy)));
  }

  @Test
  void noDamageStopsTheComparison() {
    int size = lines.data().length();
    assertTrue(size > 100);
    for (int at = 0; at < size; at++) {
      for (int value : new int[] {0x00, 0x01, 0x7f, 0x80, 0xff}) {
        String diff = with(at, value);
        assertTrue(diff.lines().allMatch(line -> line.startsWith("CHANGED ")), diff);
      }
    }
  }

  @Test
  void readsCompressedLines() {
    assertEquals(excused, diff(compressed(ZLIB, packed())));
  }

  @Test
  void linesCompressedInAnotherWayAreNoEvidence() {
    assertEquals(withoutLines(), diff(compressed(ZSTD, packed())));
    assertEquals(withoutLines(), diff(compressed(ZLIB, new byte[40])));
  }

  private byte[] packed() {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream zlib = new DeflaterOutputStream(packed)) {
      zlib.write(lines.data().toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /** The file with its lines packed, behind what it held before. */
  private byte[] compressed(int method, byte[] packed) {
    int size = ElfConstants.CHDR_SIZE + packed.length;
    byte[] longer = Arrays.copyOf(patched, patched.length + size);
    ByteBuffer out = ByteBuffer.wrap(longer).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(header + 8, lines.flags() | ElfConstants.SHF_COMPRESSED);
    out.putLong(header + 24, patched.length).putLong(header + 32, size);
    out.position(patched.length);
    out.putInt(method).putInt(0).putLong(lines.data().length()).putLong(1).put(packed);
    return longer;
  }
}
