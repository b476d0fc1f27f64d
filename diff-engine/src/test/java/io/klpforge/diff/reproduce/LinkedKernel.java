package io.klpforge.diff.reproduce;

import io.klpforge.diff.built.ObjectBuilder;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** Makes of a built object a linked file: sections at addresses, operands as they are written. */
final class LinkedKernel {
  private static final int ET_EXEC = 2;

  private final ObjectBuilder object;
  private final Map<String, Long> addresses = new HashMap<>();

  private LinkedKernel(ObjectBuilder object) {
    this.object = object;
  }

  static LinkedKernel of(ObjectBuilder object) {
    return new LinkedKernel(object);
  }

  LinkedKernel at(String section, long address) {
    addresses.put(section, address);
    return this;
  }

  ShippedImage image() {
    return ShippedImage.ofVmlinux(read());
  }

  private ObjectFile read() {
    ObjectFile placed = object.read();
    byte[] file = object.file();
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putShort(16, (short) ET_EXEC);
    int headers = (int) bytes.getLong(40);
    placed
        .sections()
        .forEach(
            section -> {
              int header = headers + section.id().index() * ElfConstants.SHDR_SIZE;
              bytes.putLong(header + 16, addresses.getOrDefault(section.name(), 0L));
            });
    int table =
        headers + placed.section(".symtab").orElseThrow().id().index() * ElfConstants.SHDR_SIZE;
    int symbols = (int) bytes.getLong(table + 24);
    placed.symbols().stream()
        .filter(symbol -> symbol.isDefined())
        .forEach(
            symbol -> {
              String section = placed.section(symbol.place().section()).name();
              int value = symbols + symbol.id().index() * ElfConstants.SYM_SIZE + 8;
              bytes.putLong(value, symbol.value() + addresses.getOrDefault(section, 0L));
            });
    return ElfReader.read(file);
  }
}
