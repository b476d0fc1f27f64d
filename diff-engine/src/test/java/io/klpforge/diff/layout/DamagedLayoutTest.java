package io.klpforge.diff.layout;

import static io.klpforge.diff.built.ObjectBuilder.anObject;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.klpforge.diff.built.ObjectBuilder;
import io.klpforge.diff.built.Reloc;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.elf.SymbolType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Files that can be read, but make no sense as an object. */
final class DamagedLayoutTest {
  private static final long STRINGS =
      ElfConstants.SHF_ALLOC | ElfConstants.SHF_MERGE | ElfConstants.SHF_STRINGS;

  private static void refuses(String message, ObjectBuilder object) {
    refuses(message, object.file());
  }

  private static void refuses(String message, byte[] file) {
    MalformedElfException refusal =
        assertThrows(
            MalformedElfException.class,
            () -> {
              ObjectLayout layout = ObjectLayout.of(ElfReader.read(file));
              layout.pieces().forEach(layout::sites);
            });
    assertEquals(message, refusal.getMessage());
  }

  private static byte[] withType(int type) {
    byte[] file = anObject().function("f", "c3").file();
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putShort(16, (short) type);
    return file;
  }

  @Test
  void refusesLinkedFiles() {
    refuses(
        "the file is a linked program (ET_EXEC), not a relocatable object;"
            + " give the .o the compiler made",
        withType(ElfConstants.ET_EXEC));
    refuses(
        "the file is a shared library or program (ET_DYN), not a relocatable object;"
            + " give the .o the compiler made",
        withType(ElfConstants.ET_DYN));
    refuses(
        "the file is of type 0, not a relocatable object; give the .o the compiler made",
        withType(0));
  }

  @Test
  void refusesStrippedObjects() {
    byte[] file = anObject().function("f", "c3").file();
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int symbols = (int) buffer.getLong(40) + 2 * ElfConstants.SHDR_SIZE;
    assertEquals(ElfConstants.SHT_SYMTAB, buffer.getInt(symbols + 4));
    buffer.putInt(symbols + 4, ElfConstants.SHT_PROGBITS);
    refuses(
        "there is no symbol table, so nothing tells its functions; was the file stripped?", file);
  }

  @Test
  void refusesRelocationsOutsideTheirSection() {
    for (long offset : new long[] {3, 6, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
      refuses(
          String.format("a relocation of .text.f+0x%x has no bytes there to write to", offset),
          anObject().function("f", "e800000000c3").relocation(offset, Reloc.PC32, "g", 0));
    }
  }

  @Test
  void refusesRelocationsOfWhatHasNoBytes() {
    refuses(
        "a relocation of .bss.v+0x0 has no bytes there to write to",
        anObject().zeroed("v", 8).relocation(0, Reloc.R64, "g", 0));
  }

  @Test
  void refusesTextsWithoutAnEnd() {
    refuses(
        "the text at .rodata.str1.1+0x1 has no end",
        anObject()
            .section(".rodata.str1.1", STRINGS, 1, "006161")
            .variable("v", "0000000000000000")
            .relocation(0, Reloc.R64, ".rodata.str1.1", 1));
  }

  @Test
  void refusesTextsOfStrangeCharacters() {
    refuses(
        "section .rodata.str1.1 holds texts with characters of 3 bytes, not 1, 2 or 4",
        anObject().section(".rodata.str1.1", STRINGS, 3, "616100").function("f", "c3"));
  }

  /** A prefix symbol over all that lies before would hide it. */
  @Test
  void aPrefixTakesNothingFromTheFunctionBefore() {
    ObjectLayout layout =
        anObject()
            .function(".text", "a", "90c3")
            .function(".text", "f", "9090c3")
            .symbol("__pfx_f", SymbolType.FUNC, -2, 2)
            .layout();
    assertEquals(0, layout.pieces().get(0).start());
    assertEquals("a", layout.pieces().get(0).name());
    assertEquals(2, layout.pieces().get(1).start());
  }
}
