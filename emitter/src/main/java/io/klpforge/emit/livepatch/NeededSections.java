package io.klpforge.emit.livepatch;

import io.klpforge.emit.write.ElfImage;
import io.klpforge.emit.write.ImageFilter;
import io.klpforge.emit.write.ImageRelocation;
import io.klpforge.emit.write.ImageSection;
import java.util.List;

/** Leaves out what is not for the running kernel and tells where the module was built. */
final class NeededSections {
  private static final List<String> UNNEEDED =
      List.of(".comment", ".BTF", ".BTF.base", ".gdb_index", ".note.GNU-stack");
  private static final String DEBUG = ".debug_";

  private NeededSections() {}

  /** {@return the image without debug information, and without unallocated livepatch references} */
  static ElfImage of(ElfImage image) {
    return ImageFilter.sections(image, i -> isNeeded(image, image.sections().get(i)));
  }

  private static boolean isNeeded(ElfImage image, ImageSection section) {
    if (UNNEEDED.contains(section.name()) || section.name().startsWith(DEBUG)) {
      return false;
    }
    return section.isAllocated()
        || section.tables().stream()
            .flatMap(table -> table.entries().stream())
            .noneMatch(entry -> isLivepatchReference(image, entry));
  }

  private static boolean isLivepatchReference(ElfImage image, ImageRelocation entry) {
    return entry.symbol() != ImageRelocation.NO_SYMBOL
        && KlpReference.isOne(image.symbols().get(entry.symbol()).name());
  }
}
