package io.klpforge.emit.write;

import io.klpforge.diff.elf.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A string table being filled: each text once, in the order of first use. */
final class StringTable {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Map<String, Integer> offsets = new HashMap<>();

  StringTable() {
    add("");
  }

  /** {@return the offset of {@code text}, one byte a char (ISO 8859-1)} */
  int add(String text) {
    return offsets.computeIfAbsent(text, this::append);
  }

  private int append(String text) {
    int offset = bytes.size();
    bytes.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    bytes.write(0);
    return offset;
  }

  Bytes toBytes(ByteOrder order) {
    return Bytes.of(bytes.toByteArray(), order);
  }
}
