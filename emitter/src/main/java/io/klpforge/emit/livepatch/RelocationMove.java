package io.klpforge.emit.livepatch;

import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.emit.write.ElfImage;
import io.klpforge.emit.write.ImageRelocation;
import io.klpforge.emit.write.ImageSection;
import io.klpforge.emit.write.RelocationList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves references to livepatch symbols into sections of their own.
 *
 * <p>Source: Documentation/livepatch/module-elf-format.rst, Linux 6.1.
 */
final class RelocationMove {
  private static final long LIVEPATCH_FLAGS =
      ElfConstants.SHF_ALLOC | ElfConstants.SHF_INFO_LINK | ElfConstants.SHF_RELA_LIVEPATCH;

  private final LivepatchSymbols symbols;

  private RelocationMove(LivepatchSymbols symbols) {
    this.symbols = symbols;
  }

  /** {@return the image with livepatch relocations instead of references by name} */
  static ElfImage apply(ElfImage image, LivepatchSymbols symbols) {
    RelocationMove move = new RelocationMove(symbols);
    return image
        .withSections(image.sections().stream().map(move::split).toList())
        .withSymbols(symbols.symbols());
  }

  private ImageSection split(ImageSection section) {
    List<RelocationList> ordinary = new ArrayList<>();
    Map<String, List<ImageRelocation>> livepatch = new LinkedHashMap<>();
    for (RelocationList table : section.tables()) {
      List<ImageRelocation> left = new ArrayList<>();
      for (ImageRelocation entry : table.entries()) {
        place(section, entry, left, livepatch);
      }
      if (!left.isEmpty()) {
        ordinary.add(table.withEntries(left));
      }
    }
    livepatch.forEach(
        (name, entries) -> ordinary.add(new RelocationList(name, LIVEPATCH_FLAGS, entries)));
    return section.withTables(ordinary);
  }

  private void place(
      ImageSection section,
      ImageRelocation entry,
      List<ImageRelocation> ordinary,
      Map<String, List<ImageRelocation>> livepatch) {
    Optional<KlpReference> reference = symbols.referenceOf(entry);
    if (reference.isEmpty()) {
      ordinary.add(entry);
      return;
    }
    String table = reference.get().relocationSection(section.name());
    livepatch
        .computeIfAbsent(table, name -> new ArrayList<>())
        .add(entry.withSymbol(symbols.placeOf(reference.get())));
  }
}
