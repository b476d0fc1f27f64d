package io.klpforge.emit.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ElfHeader;
import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.SymbolBinding;
import io.klpforge.diff.elf.SymbolPlace;
import io.klpforge.diff.elf.SymbolType;
import java.nio.ByteOrder;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ImageFilterTest {
  private static ImageSection section(String name, ImageRelocation... relocations) {
    List<RelocationList> tables = List.of(RelocationList.ordinary(name, List.of(relocations)));
    return new ImageSection(
        name, ElfConstants.SHT_PROGBITS, 0, 1, 0, 0, Bytes.EMPTY, OptionalInt.empty(), tables);
  }

  private static ImageSymbol symbol(String name, int section) {
    SymbolPlace place = SymbolPlace.in(new SectionId(section));
    return new ImageSymbol(name, SymbolType.OBJECT, SymbolBinding.LOCAL, 0, place, 0, 0);
  }

  private static final ElfImage IMAGE =
      new ElfImage(
          new ElfHeader(ElfConstants.ET_REL, ElfConstants.EM_S390, 0, 0, ByteOrder.BIG_ENDIAN),
          List.of(
              section(".debug_info", new ImageRelocation(0, 1, 1, 0)),
              section(".data", new ImageRelocation(0, 1, 2, 7)),
              section(".rodata")),
          List.of(symbol("debug", 0), symbol("data", 1), symbol("rodata", 2)));

  @Test
  void takesSymbolsOfADroppedSectionAlongAndRenumbersTheRest() {
    ElfImage left = ImageFilter.sections(IMAGE, i -> i != 0);
    assertEquals(
        new ElfImage(
            IMAGE.header(),
            List.of(section(".data", new ImageRelocation(0, 1, 1, 7)), section(".rodata")),
            List.of(symbol("data", 0), symbol("rodata", 1))),
        left);
  }

  @Test
  void refusesToDropWhatARelocationNeeds() {
    UnwritableElfException refusal =
        assertThrows(UnwritableElfException.class, () -> ImageFilter.symbols(IMAGE, i -> i != 2));
    assertEquals("section .data+0x0 needs symbol rodata, which was left out", refusal.getMessage());
  }

  @Test
  void refusesToDropWhatASectionIsOrderedBy() {
    ImageSection ordered = section(".pfe").withLinkedTo(OptionalInt.of(2));
    ElfImage image =
        IMAGE.withSections(List.of(IMAGE.sections().get(0), ordered, IMAGE.sections().get(2)));
    assertEquals(
        OptionalInt.of(1), ImageFilter.sections(image, i -> i != 0).sections().get(0).linkedTo());
    assertThrows(UnwritableElfException.class, () -> ImageFilter.sections(image, i -> i != 2));
  }
}
