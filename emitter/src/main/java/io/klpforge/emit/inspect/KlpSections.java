package io.klpforge.emit.inspect;

import io.klpforge.diff.arch.Architecture;
import io.klpforge.diff.arch.RelocationType;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.SectionId;
import io.klpforge.emit.inspect.KlpSection.KlpRelocation;
import io.klpforge.emit.livepatch.KlpSymbolName;
import java.util.List;

/** Decodes the livepatch relocation sections of a file. */
final class KlpSections {
  private static final String PREFIX = ".klp.rela.";

  private final ObjectFile file;
  private final SymbolFinder finder;

  KlpSections(ObjectFile file, SymbolFinder finder) {
    this.file = file;
    this.finder = finder;
  }

  List<KlpSection> all() {
    return file.sections().stream()
        .filter(section -> (section.flags() & ElfConstants.SHF_RELA_LIVEPATCH) != 0)
        .filter(section -> section.type() == ElfConstants.SHT_RELA)
        .map(this::decode)
        .toList();
  }

  private KlpSection decode(Section section) {
    return new KlpSection(
        section.name(),
        object(section.name()),
        section.flags(),
        section.link(),
        sectionName(section.link()),
        section.info(),
        sectionName(section.info()),
        file.entries(section.id()).stream().map(entry -> decode(section, entry)).toList());
  }

  private static String object(String name) {
    if (!name.startsWith(PREFIX)) {
      return "";
    }
    String rest = name.substring(PREFIX.length());
    int dot = rest.indexOf('.');
    return dot < 0 ? rest : rest.substring(0, dot);
  }

  private String sectionName(int index) {
    return index >= 0 && index < file.sections().size() ? file.sections().get(index).name() : "";
  }

  private KlpRelocation decode(Section section, Relocation entry) {
    String symbol = file.symbol(entry.symbol()).name();
    return new KlpRelocation(
        entry.offset(),
        finder.describe(new Place(new SectionId(section.info()), entry.offset())),
        entry.type(),
        typeName(entry.type()),
        symbol,
        KlpSymbolName.parse(symbol),
        entry.addend());
  }

  private String typeName(int type) {
    return Architecture.find(file.header())
        .flatMap(machine -> machine.relocations().find(type))
        .map(RelocationType::name)
        .orElse("type " + type);
  }
}
