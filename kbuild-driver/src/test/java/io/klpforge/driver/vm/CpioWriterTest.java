package io.klpforge.driver.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CpioWriterTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final CpioWriter cpio = new CpioWriter(out);

  @Test
  void writesHeaderNameAndContentsOnMultiplesOfFour() throws IOException {
    cpio.file("init", 0755, "abcde".getBytes(StandardCharsets.UTF_8));
    assertEquals(
        "070701"
            + "00000001" // inode
            + "000081ED" // regular file, 0755
            + "00000000".repeat(2)
            + "00000001" // links
            + "00000000"
            + "00000005" // size
            + "00000000".repeat(4)
            + "00000005" // name with its NUL
            + "00000000"
            + "init\0\0abcde\0\0\0",
        text());
  }

  @Test
  void writesDevicesByNumber() throws IOException {
    cpio.device("dev/ttyS1", 4, 65);
    assertEquals("00002180", text().substring(14, 22));
    assertEquals("00000004" + "00000041", text().substring(78, 94));
  }

  @Test
  void endsWithTheTrailer() throws IOException {
    cpio.end();
    assertEquals("TRAILER!!!\0\0\0\0", text().substring(110));
  }

  private String text() {
    return out.toString(StandardCharsets.ISO_8859_1);
  }
}
