package io.klpforge.driver.run;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.emit.write.ElfImage;
import io.klpforge.emit.write.ElfWriter;
import io.klpforge.emit.write.ImageRelocation;
import io.klpforge.emit.write.ImageSection;
import io.klpforge.emit.write.ImageSymbol;
import io.klpforge.emit.write.RelocationList;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A finished module with some of its parts changed; everything else is written as it was. */
final class ModuleEdit {
  private ElfImage image;

  private ModuleEdit(ElfImage image) {
    this.image = image;
  }

  static ModuleEdit of(byte[] module) {
    return new ModuleEdit(ElfImage.of(ElfReader.read(module)));
  }

  byte[] bytes() {
    return ElfWriter.write(image).toArray();
  }

  /** {@return place of the symbol of that name in the image} */
  int symbol(String name) {
    for (int i = 0; i < image.symbols().size(); i++) {
      if (image.symbols().get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no symbol " + name);
  }

  /** Changes the symbol of that name. */
  ModuleEdit symbol(String name, UnaryOperator<ImageSymbol> change) {
    List<ImageSymbol> symbols = new ArrayList<>(image.symbols());
    int place = symbol(name);
    symbols.set(place, change.apply(symbols.get(place)));
    image = image.withSymbols(symbols);
    return this;
  }

  /** Gives the symbol of that name another. */
  ModuleEdit rename(String name, String other) {
    return symbol(
        name,
        old ->
            new ImageSymbol(
                other,
                old.type(),
                old.binding(),
                old.other(),
                old.place(),
                old.value(),
                old.size()));
  }

  /** Changes the section of that name. */
  ModuleEdit section(String name, UnaryOperator<ImageSection> change) {
    List<ImageSection> sections = new ArrayList<>();
    boolean found = false;
    for (ImageSection section : image.sections()) {
      boolean same = section.name().equals(name);
      sections.add(same ? change.apply(section) : section);
      found |= same;
    }
    if (!found) {
      throw new IllegalArgumentException("no section " + name);
    }
    image = image.withSections(sections);
    return this;
  }

  /** Adds a section behind the others. */
  ModuleEdit add(ImageSection section) {
    List<ImageSection> sections = new ArrayList<>(image.sections());
    sections.add(section);
    image = image.withSections(sections);
    return this;
  }

  ModuleEdit renameSection(String name, String other) {
    return section(name, s -> with(s, other, s.flags(), s.alignment(), s.data()));
  }

  ModuleEdit flags(String name, long more) {
    return section(name, s -> with(s, s.name(), s.flags() | more, s.alignment(), s.data()));
  }

  ModuleEdit alignment(String name, long alignment) {
    return section(name, s -> with(s, s.name(), s.flags(), alignment, s.data()));
  }

  /** Changes the bytes of a section, which may become more or fewer. */
  ModuleEdit resize(String name, int size) {
    return section(
        name,
        s -> {
          byte[] bytes = Arrays.copyOf(s.data().toArray(), size);
          return with(s, s.name(), s.flags(), s.alignment(), Bytes.of(bytes, s.data().order()));
        });
  }

  /** Changes the bytes of a section. */
  ModuleEdit data(String name, Consumer<byte[]> change) {
    return section(
        name,
        s -> {
          byte[] bytes = s.data().toArray();
          change.accept(bytes);
          return s.withData(Bytes.of(bytes, s.data().order()));
        });
  }

  /** Replaces a text in a section by another that is not longer. */
  ModuleEdit text(String section, String old, String other) {
    return data(
        section,
        bytes -> {
          String all = new String(bytes, StandardCharsets.ISO_8859_1);
          int at = all.indexOf(old);
          if (at < 0 || other.length() > old.length()) {
            throw new IllegalArgumentException("no " + old + " in " + section);
          }
          byte[] text = other.getBytes(StandardCharsets.ISO_8859_1);
          Arrays.fill(bytes, at, at + old.length(), (byte) 0);
          System.arraycopy(text, 0, bytes, at, text.length);
        });
  }

  private static ImageSection with(
      ImageSection s, String name, long flags, long alignment, Bytes data) {
    boolean empty = data.length() == 0;
    return new ImageSection(
        name,
        s.type(),
        flags,
        alignment,
        s.entrySize(),
        empty ? s.size() : data.length(),
        data,
        OptionalInt.empty(),
        s.tables());
  }

  /** Changes the relocation sections of a section. */
  ModuleEdit tables(String section, Function<RelocationList, RelocationList> change) {
    return section(section, s -> s.withTables(s.tables().stream().map(change).toList()));
  }

  /** Changes the relocations of a section that a condition holds for, by their symbol's name. */
  ModuleEdit relocations(
      String section, Predicate<String> symbol, UnaryOperator<ImageRelocation> change) {
    int[] changed = new int[1];
    ModuleEdit edit =
        tables(
            section,
            table ->
                table.withEntries(
                    table.entries().stream()
                        .map(
                            entry -> {
                              boolean meant = symbol.test(name(entry)) && changed[0] == 0;
                              changed[0] += meant ? 1 : 0;
                              return meant ? change.apply(entry) : entry;
                            })
                        .toList()));
    if (changed[0] == 0) {
      throw new IllegalArgumentException("no such relocation in " + section);
    }
    return edit;
  }

  /** Adds a relocation to the first relocation section of a section. */
  ModuleEdit relocate(String section, ImageRelocation added) {
    return section(
        section,
        s -> {
          List<RelocationList> tables = new ArrayList<>(s.tables());
          List<ImageRelocation> entries = new ArrayList<>(tables.get(0).entries());
          entries.add(added);
          tables.set(0, tables.get(0).withEntries(entries));
          return s.withTables(tables);
        });
  }

  /** Drops the relocation at an offset of a section. */
  ModuleEdit drop(String section, long offset) {
    return tables(
        section,
        table ->
            table.withEntries(
                table.entries().stream().filter(entry -> entry.offset() != offset).toList()));
  }

  /** {@return the name of what a relocation refers to} */
  String name(ImageRelocation entry) {
    return entry.symbol() < 0 ? "" : image.symbols().get(entry.symbol()).name();
  }

  /** {@return the value of the symbol of that name} */
  long value(String name) {
    return image.symbols().get(symbol(name)).value();
  }

  /** {@return the size of the symbol of that name} */
  long size(String name) {
    return image.symbols().get(symbol(name)).size();
  }
}
