package io.klpforge.diff.elf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

final class BytesTest {
  private static final byte[] COUNTING = {1, 2, 3, 4, 5, 6, 7, (byte) 0x88};

  @Test
  void readsNumbersInItsByteOrder() {
    Bytes little = Bytes.of(COUNTING, ByteOrder.LITTLE_ENDIAN);
    Bytes big = Bytes.of(COUNTING, ByteOrder.BIG_ENDIAN);
    assertEquals(0x0201, little.u16(0));
    assertEquals(0x0102, big.u16(0));
    assertEquals(0x8807_0605L, little.u32(4));
    assertEquals(0x8807_0605, little.s32(4));
    assertEquals(0x0102_0304_0506_0788L, big.s64(0));
  }

  @Test
  void slicesKeepTheByteOrderAndKnowTheirEnd() {
    Bytes slice = Bytes.of(COUNTING, ByteOrder.BIG_ENDIAN).slice(2, 2);
    assertEquals(0x0304, slice.u16(0));
    assertThrows(IndexOutOfBoundsException.class, () -> slice.u8(2));
  }

  @Test
  void isEqualByContentsAlone() {
    Bytes little = Bytes.of(COUNTING, ByteOrder.LITTLE_ENDIAN);
    assertEquals(little, Bytes.of(COUNTING.clone(), ByteOrder.BIG_ENDIAN));
    assertNotEquals(little, little.slice(0, 7));
  }

  @Test
  void textsEndAtTheNulOrAtTheEnd() {
    Bytes text = Bytes.of(new byte[] {'a', 'b', 0, (byte) 0xe9}, ByteOrder.LITTLE_ENDIAN);
    assertEquals("ab", text.text(0));
    assertEquals("", text.text(2));
    assertEquals("\u00e9", text.text(3));
  }
}
