package io.klpforge.emit.convert;

import io.klpforge.emit.write.ElfImage;
import io.klpforge.emit.write.ImageFilter;
import io.klpforge.emit.write.ImageRelocation;
import io.klpforge.emit.write.ImageSection;
import java.util.ArrayList;
import java.util.List;

/**
 * The sections {@code .klp.module_relocs.<object>}: records of a pointer, which a relocation
 * against the symbol fills in, and behind it a position of 32 bits. Records may have gaps between
 * them: headers other than ours align arrays.
 *
 * <p>Source: the klp-convert series, "livepatch: Add sample livepatch module", version 7, as
 * described on the live-patching mailing list in 2023; our own header writes the same records.
 */
final class Annotations {
  static final String PREFIX = ".klp.module_relocs.";
  private static final int RECORD = 12;

  private Annotations() {}

  static boolean isOne(ImageSection section) {
    return section.name().startsWith(PREFIX);
  }

  /** {@return all annotations of the image, in file order} */
  static List<Annotation> of(ElfImage image) {
    List<Annotation> annotations = new ArrayList<>();
    for (ImageSection section : image.sections()) {
      if (isOne(section)) {
        section.tables().stream()
            .flatMap(table -> table.entries().stream())
            .filter(entry -> isPointer(section, entry))
            .forEach(entry -> annotations.add(read(image, section, entry)));
      }
    }
    return annotations;
  }

  /** {@return the names of those sections that have a relocation without a whole record} */
  static List<String> damaged(ElfImage image) {
    return image.sections().stream()
        .filter(Annotations::isOne)
        .filter(
            section ->
                section.tables().stream()
                    .flatMap(table -> table.entries().stream())
                    .anyMatch(entry -> !isPointer(section, entry)))
        .map(ImageSection::name)
        .toList();
  }

  private static boolean isPointer(ImageSection section, ImageRelocation entry) {
    return entry.symbol() != ImageRelocation.NO_SYMBOL
        && entry.offset() >= 0
        && entry.offset() + RECORD <= section.size();
  }

  private static Annotation read(ElfImage image, ImageSection section, ImageRelocation entry) {
    return new Annotation(
        entry.symbol(),
        image.symbols().get(entry.symbol()).name(),
        section.name().substring(PREFIX.length()),
        section.data().u32((int) entry.offset() + Long.BYTES));
  }

  /** {@return the image without them, their arrays' symbols gone too} */
  static ElfImage remove(ElfImage image) {
    return ImageFilter.sections(image, i -> !isOne(image.sections().get(i)));
  }
}
