package io.klpforge.emit.livepatch;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.emit.write.ElfImage;
import io.klpforge.emit.write.ElfWriter;
import io.klpforge.emit.write.ImageSection;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * The number that names a build, made new from the finished module.
 *
 * <p>The linker made it from debug information too, which holds paths, so it differs from one work
 * directory to the next. Source: {@code ld --build-id}; {@code parse_build_id()}, lib/buildid.c,
 * Linux 6.1.
 */
final class BuildId {
  private static final String SECTION = ".note.gnu.build-id";

  /** Sizes and type of the note, and {@code "GNU\0"}. */
  private static final int HEADER = 16;

  private BuildId() {}

  /** {@return the image with its build id, if it has any, made from all its other bytes} */
  static ElfImage renew(ElfImage image) {
    ElfImage blank = withId(image, new byte[0]);
    return withId(blank, digest(ElfWriter.write(blank)));
  }

  private static ElfImage withId(ElfImage image, byte[] id) {
    List<ImageSection> sections = new ArrayList<>();
    for (ImageSection section : image.sections()) {
      boolean note = section.name().equals(SECTION) && section.size() > HEADER;
      sections.add(note ? section.withData(note(section.data(), id)) : section);
    }
    return image.withSections(sections);
  }

  private static Bytes note(Bytes old, byte[] id) {
    int room = Math.min(old.length() - HEADER, old.s32(Integer.BYTES));
    ByteBuffer note = ByteBuffer.allocate(old.length());
    note.put(old.slice(0, HEADER).toArray());
    note.put(id, 0, Math.min(id.length, Math.max(room, 0)));
    return Bytes.of(note, old.order());
  }

  private static byte[] digest(Bytes module) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(module.toArray());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
