package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.emit.inspect.LivepatchModule;
import io.klpforge.emit.inspect.ReplacedObject;
import java.util.List;
import java.util.Optional;

/**
 * The module that is being loaded.
 *
 * @param fileName for messages
 * @param image the file's bytes
 * @param elf the same, decoded
 * @param livepatch what it says of itself
 */
record LoadedModule(String fileName, Bytes image, ObjectFile elf, LivepatchModule livepatch) {
  private static final List<String> NOT_KEPT = List.of(".modinfo", "__versions");

  /** {@return the name the running kernel lists it by} */
  String name() {
    return livepatch.modInfo().name().orElse("");
  }

  /**
   * {@return whether a section takes memory}; the loader leaves out two that are marked so
   *
   * <p>Source: rewrite_section_headers(), kernel/module/main.c, Linux 6.1.
   */
  boolean isKept(Section section) {
    return section.isAllocated() && !NOT_KEPT.contains(section.name());
  }

  /** {@return relocation sections with an existing target that takes memory, in file order} */
  List<Section> relocationSections() {
    return elf.sections().stream()
        .filter(section -> section.type() == ElfConstants.SHT_RELA)
        .filter(section -> target(section).map(this::isKept).orElse(false))
        .toList();
  }

  /** {@return the section that a relocation section applies to, if there is one} */
  Optional<Section> target(Section relocations) {
    int index = relocations.info();
    return index > 0 && index < elf.sections().size()
        ? Optional.of(elf.section(new SectionId(index)))
        : Optional.empty();
  }

  /** {@return whether the kernel's livepatch code applies a relocation section} */
  static boolean isKlp(Section section) {
    return (section.flags() & ElfConstants.SHF_RELA_LIVEPATCH) != 0;
  }

  /** {@return what it replaces in vmlinux or a module of that name} */
  Optional<ReplacedObject> replaced(String object) {
    return livepatch.objects().stream().filter(o -> o.name().equals(object)).findFirst();
  }

  /** {@return a place as {@code symbol+0x1}, or as {@code section+0x1}} */
  String describe(Section section, long offset) {
    return elf.symbols().stream()
        .filter(symbol -> symbol.isIn(section.id()) && (symbol.isFunction() || symbol.isObject()))
        .filter(symbol -> symbol.value() <= offset && offset < symbol.end())
        .findFirst()
        .map(symbol -> plus(symbol.name(), offset - symbol.value()))
        .orElseGet(() -> plus(section.name(), offset));
  }

  static String plus(String name, long offset) {
    return offset == 0
        ? name
        : name + (offset < 0 ? "-0x" : "+0x") + Long.toHexString(Math.abs(offset));
  }

  /** {@return symbols another object must define, in file order} */
  List<Symbol> imports() {
    return elf.symbols().stream().filter(Symbol::isUndefined).toList();
  }
}
