package io.klpforge.diff.built;

import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;

/** Numbers in one byte order, one behind the other. */
final class Fields {
  private final ByteOrder order;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Fields(ByteOrder order) {
    this.order = order;
  }

  Fields u8(int value) {
    return number(value, 1);
  }

  Fields u16(int value) {
    return number(value, 2);
  }

  Fields u32(int value) {
    return number(value, 4);
  }

  Fields u64(long value) {
    return number(value, 8);
  }

  private Fields number(long value, int width) {
    for (int i = 0; i < width; i++) {
      int place = order.equals(ByteOrder.BIG_ENDIAN) ? width - 1 - i : i;
      bytes.write((int) (value >>> (8 * place)));
    }
    return this;
  }

  byte[] array() {
    return bytes.toByteArray();
  }
}
