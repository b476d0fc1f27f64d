package io.klpforge.emit.write;

import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.SymbolPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/** Leaves sections and symbols out of an image; what stays keeps its order and is renumbered. */
public final class ImageFilter {
  private static final int GONE = -1;

  private final ElfImage image;
  private final List<Integer> sectionPlaces;
  private final List<Integer> symbolPlaces;

  private ImageFilter(ElfImage image, IntPredicate keepSection, IntPredicate keepSymbol) {
    this.image = image;
    this.sectionPlaces = places(image.sections().size(), keepSection);
    this.symbolPlaces = places(image.symbols().size(), i -> keepSymbol.test(i) && standsOnKept(i));
  }

  /**
   * {@return the image without some sections, by their place}
   *
   * <p>Their relocations, and symbols that lie in them, go too.
   *
   * @throws UnwritableElfException if a relocation that stays needs something that goes
   */
  public static ElfImage sections(ElfImage image, IntPredicate keep) {
    return new ImageFilter(image, keep, i -> true).apply();
  }

  /**
   * {@return the image without some symbols, by their place}
   *
   * @throws UnwritableElfException if a relocation needs one of them
   */
  public static ElfImage symbols(ElfImage image, IntPredicate keep) {
    return new ImageFilter(image, i -> true, keep).apply();
  }

  private static List<Integer> places(int count, IntPredicate keep) {
    List<Integer> places = new ArrayList<>(count);
    int next = 0;
    for (int i = 0; i < count; i++) {
      places.add(keep.test(i) ? next++ : GONE);
    }
    return places;
  }

  private boolean standsOnKept(int symbol) {
    SymbolPlace place = image.symbols().get(symbol).place();
    return place.kind() != SymbolPlace.Kind.SECTION
        || sectionPlaces.get(place.section().index()) != GONE;
  }

  private ElfImage apply() {
    List<ImageSection> sections = new ArrayList<>();
    for (int i = 0; i < sectionPlaces.size(); i++) {
      if (sectionPlaces.get(i) != GONE) {
        sections.add(renumber(image.sections().get(i)));
      }
    }
    List<ImageSymbol> symbols = new ArrayList<>();
    for (int i = 0; i < symbolPlaces.size(); i++) {
      if (symbolPlaces.get(i) != GONE) {
        symbols.add(renumber(image.symbols().get(i)));
      }
    }
    return new ElfImage(image.header(), sections, symbols);
  }

  private ImageSection renumber(ImageSection section) {
    List<RelocationList> tables =
        section.tables().stream().map(table -> renumber(section, table)).toList();
    OptionalInt linkedTo =
        section.linkedTo().isPresent() ? OptionalInt.of(linkTarget(section)) : OptionalInt.empty();
    return section.withTables(tables).withLinkedTo(linkedTo);
  }

  private int linkTarget(ImageSection section) {
    int place = sectionPlaces.get(section.linkedTo().getAsInt());
    if (place == GONE) {
      throw new UnwritableElfException(
          "section " + section.name() + " is ordered by a section that was left out");
    }
    return place;
  }

  private RelocationList renumber(ImageSection section, RelocationList table) {
    return table.withEntries(
        table.entries().stream().map(entry -> renumber(section, entry)).toList());
  }

  private ImageRelocation renumber(ImageSection section, ImageRelocation entry) {
    if (entry.symbol() == ImageRelocation.NO_SYMBOL) {
      return entry;
    }
    int place = symbolPlaces.get(entry.symbol());
    if (place == GONE) {
      throw new UnwritableElfException(
          String.format(
              "section %s+0x%x needs symbol %s, which was left out",
              section.name(), entry.offset(), image.symbols().get(entry.symbol()).name()));
    }
    return entry.withSymbol(place);
  }

  private ImageSymbol renumber(ImageSymbol symbol) {
    if (!symbol.isDefined()) {
      return symbol;
    }
    int place = sectionPlaces.get(symbol.place().section().index());
    return symbol.withPlace(SymbolPlace.in(new SectionId(place)));
  }
}
