package io.klpforge.emit.livepatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.emit.write.ElfImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ManifestSectionTest {
  private static final String TEXT = "{ \"name\" : \"\u00e9\" }\n";

  private final Bytes module =
      ObjectEmitter.emit(ToyPlan.of("fs/xfs/xfs_log.o", "xfs"), 0, Set.of());

  @Test
  void carriesTheTextAndChangesNothingElse() {
    ObjectFile with = read(ManifestSection.attach(module, TEXT));
    assertEquals(Optional.of(TEXT), ManifestSection.read(with));
    assertEquals(0, with.section(ManifestSection.NAME).orElseThrow().flags());
    ElfImage before = ElfImage.of(read(module));
    ElfImage after = ElfImage.of(with);
    List<Object> others = new ArrayList<>(after.sections());
    others.remove(others.size() - 1);
    assertEquals(before.sections(), others);
    assertEquals(before.symbols(), after.symbols());
    assertEquals(before.header(), after.header());
  }

  @Test
  void isTheOnlyOne() {
    Bytes with = ManifestSection.attach(module, TEXT);
    assertThrows(IllegalArgumentException.class, () -> ManifestSection.attach(with, TEXT));
  }

  @Test
  void otherModulesHaveNone() {
    assertEquals(Optional.empty(), ManifestSection.read(read(module)));
  }

  private static ObjectFile read(Bytes file) {
    return ElfReader.read(file.toArray());
  }
}
