package io.klpforge.driver.vm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the smallest file that is a kernel module to us: an ELF header and {@code .modinfo}. */
final class ModuleFixture {
  private static final String NAMES = "\0.modinfo\0.shstrtab\0";
  private static final int HEADER = 64;

  private ModuleFixture() {}

  /** Writes {@code directory/name.ko} with these {@code tag=value} entries. */
  static Path write(Path directory, String name, String... modinfo) throws IOException {
    byte[] info = (String.join("\0", modinfo) + "\0").getBytes(StandardCharsets.ISO_8859_1);
    int namesAt = HEADER + info.length;
    int sectionsAt = (namesAt + NAMES.length() + 7) & -8;
    ByteBuffer elf = ByteBuffer.allocate(sectionsAt + 3 * HEADER).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
    elf.putShort((short) 1).putShort((short) 62).putInt(1).putLong(0).putLong(0);
    elf.putLong(sectionsAt).putInt(0).putShort((short) HEADER);
    elf.putShort((short) 0).putShort((short) 0).putShort((short) HEADER);
    elf.putShort((short) 3).putShort((short) 2);
    elf.put(info).put(NAMES.getBytes(StandardCharsets.ISO_8859_1));
    section(elf, sectionsAt + HEADER, 1, 1, HEADER, info.length);
    section(elf, sectionsAt + 2 * HEADER, 10, 3, namesAt, NAMES.length());
    return Files.write(Files.createDirectories(directory).resolve(name + ".ko"), elf.array());
  }

  private static void section(ByteBuffer elf, int at, int name, int type, int offset, int size) {
    elf.position(at).putInt(name).putInt(type).putLong(0).putLong(0).putLong(offset).putLong(size);
    elf.putInt(0).putInt(0).putLong(1).putLong(0);
  }
}
