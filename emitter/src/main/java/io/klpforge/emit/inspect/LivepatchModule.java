package io.klpforge.emit.inspect;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.emit.livepatch.LateSection;
import java.util.List;

/**
 * What a kernel module says about live-patching, as a person wants to know it.
 *
 * @param modInfo the module's own description
 * @param objects what it replaces, as far as its data shows; empty if it fills in its structures
 *     only when it is loaded, in a way not known here
 * @param sections relocations the kernel's livepatch code applies, in file order
 * @param late sections that kernels before 5.8 read after those relocations, in file order
 * @param symbols names of all symbols marked for the livepatch code, in file order
 */
public record LivepatchModule(
    ModInfo modInfo,
    List<ReplacedObject> objects,
    List<KlpSection> sections,
    List<Section> late,
    List<String> symbols) {

  /** Copies the lists. */
  public LivepatchModule {
    objects = List.copyOf(objects);
    sections = List.copyOf(sections);
    late = List.copyOf(late);
    symbols = List.copyOf(symbols);
  }

  /**
   * {@return what the module in {@code file} says; an ordinary module says nothing of livepatches}
   *
   * @throws io.klpforge.diff.elf.MalformedElfException if its tables are damaged
   */
  public static LivepatchModule of(ObjectFile file) {
    SymbolFinder finder = new SymbolFinder(file);
    ModInfo modInfo = ModInfo.of(file);
    return new LivepatchModule(
        modInfo,
        modInfo.isLivepatch() ? ReplacedObjects.of(file, finder) : List.of(),
        new KlpSections(file, finder).all(),
        file.sections().stream()
            .filter(section -> section.isAllocated() && LateSection.isMeant(section))
            .toList(),
        finder.livepatchSymbols());
  }
}
