package io.klpforge.driver.kbuild;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A log that make writes to, read on from where it was read last; each byte is read once. */
final class MakeLog {
  private static final int MOST_BYTES = 1 << 20;

  private final Path file;
  private long position;

  private MakeLog(Path file, long position) {
    this.file = file;
    this.position = position;
  }

  static MakeLog atEndOf(Path file) {
    try {
      return new MakeLog(file, Files.exists(file) ? Files.size(file) : 0);
    } catch (IOException e) {
      return new MakeLog(file, 0);
    }
  }

  /**
   * {@return the objects that make has begun to compile since the last call}; none if the log
   * cannot be read, which whoever writes it will tell
   *
   * <p>Source: scripts/Kbuild.include, {@code quiet_cmd_cc_o_c}, v6.1: two blanks, {@code CC},
   * perhaps {@code [M]}, the object.
   */
  List<String> newlyCompiled() {
    return wholeLines()
        .lines()
        .filter(line -> line.startsWith("  CC "))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .toList();
  }

  private String wholeLines() {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      ByteBuffer buffer = ByteBuffer.allocate(MOST_BYTES);
      channel.position(position).read(buffer);
      String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      position += whole.length();
      return whole;
    } catch (IOException e) {
      return "";
    }
  }
}
