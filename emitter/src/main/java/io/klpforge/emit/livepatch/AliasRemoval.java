package io.klpforge.emit.livepatch;

import io.klpforge.emit.write.ElfImage;
import io.klpforge.emit.write.ImageRelocation;
import io.klpforge.emit.write.ImageSection;
import io.klpforge.emit.write.ImageSymbol;
import io.klpforge.emit.write.RelocationList;
import io.klpforge.emit.write.UnwritableElfException;
import java.util.ArrayList;
import java.util.List;

/** Leads relocations from our aliases to the symbols they stand for. */
final class AliasRemoval {
  private final ElfImage image;
  private final List<Integer> real = new ArrayList<>();

  private AliasRemoval(ElfImage image) {
    this.image = image;
    for (int i = 0; i < image.symbols().size(); i++) {
      boolean alias = AliasName.isOne(image.symbols().get(i).name());
      real.add(alias ? realSymbol(image.symbols().get(i)) : i);
    }
  }

  /** {@return the image with no relocation against an alias} */
  static ElfImage retarget(ElfImage image) {
    AliasRemoval removal = new AliasRemoval(image);
    return image.withSections(image.sections().stream().map(removal::retarget).toList());
  }

  private int realSymbol(ImageSymbol alias) {
    for (int i = 0; i < image.symbols().size(); i++) {
      ImageSymbol symbol = image.symbols().get(i);
      if (!AliasName.isOne(symbol.name()) && isSamePlace(symbol, alias)) {
        return i;
      }
    }
    throw new UnwritableElfException("alias " + alias.name() + " stands for no other symbol");
  }

  private static boolean isSamePlace(ImageSymbol one, ImageSymbol other) {
    return one.isDefined()
        && one.place().equals(other.place())
        && one.value() == other.value()
        && one.type() == other.type()
        && one.size() == other.size();
  }

  private ImageSection retarget(ImageSection section) {
    return section.withTables(section.tables().stream().map(this::retarget).toList());
  }

  private RelocationList retarget(RelocationList table) {
    return table.withEntries(table.entries().stream().map(this::retarget).toList());
  }

  private ImageRelocation retarget(ImageRelocation entry) {
    return entry.symbol() == ImageRelocation.NO_SYMBOL
        ? entry
        : entry.withSymbol(real.get(entry.symbol()));
  }
}
