package io.klpforge.emit.convert;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ElfHeader;
import io.klpforge.diff.elf.SymbolBinding;
import io.klpforge.emit.write.ElfImage;
import io.klpforge.emit.write.ImageRelocation;
import io.klpforge.emit.write.ImageSection;
import io.klpforge.emit.write.ImageSymbol;
import io.klpforge.emit.write.RelocationList;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** A module made from references and annotations; 64-bit pointers in every section. */
final class Handwritten {
  private final int machine;
  private final int pointer;
  private final ByteOrder order;
  private final List<ImageSymbol> symbols = new ArrayList<>();
  private final Map<String, List<ImageRelocation>> entries = new LinkedHashMap<>();
  private final Map<String, byte[]> contents = new LinkedHashMap<>();

  private Handwritten(int machine, int pointer, ByteOrder order) {
    this.machine = machine;
    this.pointer = pointer;
    this.order = order;
  }

  /** {@return one for x86-64} */
  static Handwritten module() {
    return new Handwritten(ElfConstants.EM_X86_64, 1, ByteOrder.LITTLE_ENDIAN);
  }

  /** {@return one for s390x, big endian} */
  static Handwritten bigEndian() {
    return new Handwritten(ElfConstants.EM_S390, 22, ByteOrder.BIG_ENDIAN);
  }

  Handwritten refers(String section, String name) {
    List<ImageRelocation> table = entries.computeIfAbsent(section, key -> new ArrayList<>());
    table.add(new ImageRelocation(table.size() * 8L, pointer, symbol(name), 0));
    contents.put(section, new byte[table.size() * 8]);
    return this;
  }

  Handwritten annotates(String object, String name, int position) {
    String section = ".klp.module_relocs." + object;
    byte[] before = contents.getOrDefault(section, new byte[0]);
    List<ImageRelocation> table = entries.computeIfAbsent(section, key -> new ArrayList<>());
    table.add(new ImageRelocation(before.length, pointer, symbol(name), 0));
    ByteBuffer bytes = ByteBuffer.allocate(before.length + 12).order(order);
    bytes.put(before);
    bytes.putInt(before.length + 8, position);
    contents.put(section, bytes.array());
    return this;
  }

  /** Adds bytes to a section, or takes them away. */
  Handwritten resizes(String section, int bytes) {
    contents.computeIfPresent(
        section, (key, before) -> Arrays.copyOf(before, before.length + bytes));
    return this;
  }

  Handwritten says(String modinfo) {
    contents.put(".modinfo", modinfo.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  private int symbol(String name) {
    for (int i = 0; i < symbols.size(); i++) {
      if (symbols.get(i).name().equals(name)) {
        return i;
      }
    }
    symbols.add(ImageSymbol.undefined(name, SymbolBinding.GLOBAL));
    return symbols.size() - 1;
  }

  ModuleConversion convert(String... targets) {
    return convert(new ToyNames(true), targets);
  }

  ModuleConversion convert(KernelNames kernel, String... targets) {
    return ModuleConverter.convert(made(targets), kernel);
  }

  HandwrittenModule made(String... targets) {
    return new HandwrittenModule("a.ko", image(), Set.of(targets));
  }

  private ElfImage image() {
    List<ImageSection> sections = new ArrayList<>();
    contents.forEach((name, bytes) -> sections.add(section(name, bytes)));
    return new ElfImage(
        new ElfHeader(ElfConstants.ET_REL, machine, 0, 0, order), sections, symbols);
  }

  private ImageSection section(String name, byte[] bytes) {
    List<ImageRelocation> table = entries.getOrDefault(name, List.of());
    return new ImageSection(
        name,
        ElfConstants.SHT_PROGBITS,
        ElfConstants.SHF_ALLOC,
        1,
        0,
        bytes.length,
        Bytes.of(bytes, order),
        OptionalInt.empty(),
        table.isEmpty() ? List.of() : List.of(RelocationList.ordinary(name, table)));
  }
}
