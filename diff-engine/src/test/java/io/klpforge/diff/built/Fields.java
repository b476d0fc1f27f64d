package io.klpforge.diff.built;

import java.io.ByteArrayOutputStream;

/** Little-endian numbers, one behind the other. */
final class Fields {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

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
      bytes.write((int) (value >>> (8 * i)));
    }
    return this;
  }

  byte[] array() {
    return bytes.toByteArray();
  }
}
