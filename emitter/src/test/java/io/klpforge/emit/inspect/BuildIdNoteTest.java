package io.klpforge.emit.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ElfHeader;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.emit.write.ElfImage;
import io.klpforge.emit.write.ElfWriter;
import io.klpforge.emit.write.ImageSection;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BuildIdNoteTest {
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final byte[] ID = {(byte) 0xab, 1, 2};

  @Test
  void isFoundBehindOtherNotes() {
    ByteBuffer notes = ByteBuffer.allocate(80).order(ORDER);
    add(notes, "Linux", 0x100, new byte[5]);
    add(notes, "GNU", 1, new byte[4]);
    add(notes, "GNU", 3, ID);
    assertEquals(Optional.of("ab0102"), BuildIdNote.of(file(notes)));
  }

  @Test
  void isNotMadeOfOtherNotesOrDamagedOnes() {
    ByteBuffer other = ByteBuffer.allocate(20).order(ORDER);
    add(other, "Xen", 3, ID);
    assertEquals(Optional.empty(), BuildIdNote.of(file(other)));
    ByteBuffer cut = ByteBuffer.allocate(20).order(ORDER);
    add(cut, "GNU", 3, ID);
    cut.putInt(4, 0xffff_ffff);
    assertEquals(Optional.empty(), BuildIdNote.of(file(cut)));
  }

  private static void add(ByteBuffer notes, String name, int type, byte[] contents) {
    notes.putInt(name.length() + 1).putInt(contents.length).putInt(type);
    notes.put(name.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
    notes.position((notes.position() + 3) / 4 * 4);
    notes.put(contents);
    notes.position((notes.position() + 3) / 4 * 4);
  }

  private static ObjectFile file(ByteBuffer notes) {
    int size = notes.position();
    ImageSection section =
        new ImageSection(
            ".notes",
            ElfConstants.SHT_NOTE,
            0,
            4,
            0,
            size,
            Bytes.of(notes, ORDER).slice(0, size),
            OptionalInt.empty(),
            List.of());
    ElfImage image = new ElfImage(new ElfHeader(1, 62, 0, 0, ORDER), List.of(section), List.of());
    return ElfReader.read(ElfWriter.write(image).toArray());
  }
}
