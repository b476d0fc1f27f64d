package io.klpforge.emit.livepatch;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.emit.write.ElfImage;
import io.klpforge.emit.write.ElfWriter;
import io.klpforge.emit.write.ImageSection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The section in which a module tells how it was made. It is not allocated, so that the kernel does
 * not keep it: {@code layout_sections()}, kernel/module/main.c, Linux 6.1.
 */
public final class ManifestSection {
  /** Its name. */
  public static final String NAME = ".klpforge.manifest";

  private ManifestSection() {}

  /**
   * {@return the module with a manifest behind its other sections, all of which stay as they are}
   *
   * @param module a finished module, not signed
   * @throws IllegalArgumentException if it has a manifest already
   */
  public static Bytes attach(Bytes module, String manifest) {
    ElfImage image = ElfImage.of(ElfReader.read(module.toArray()));
    if (image.sections().stream().anyMatch(section -> section.name().equals(NAME))) {
      throw new IllegalArgumentException("the module has a section " + NAME + " already");
    }
    List<ImageSection> sections = new ArrayList<>(image.sections());
    sections.add(section(manifest, image));
    return ElfWriter.writeModule(image.withSections(sections));
  }

  private static ImageSection section(String manifest, ElfImage image) {
    byte[] text = manifest.getBytes(StandardCharsets.UTF_8);
    return new ImageSection(
        NAME,
        ElfConstants.SHT_PROGBITS,
        0,
        1,
        0,
        text.length,
        Bytes.of(text, image.header().order()),
        OptionalInt.empty(),
        List.of());
  }

  /** {@return the manifest of a module, if it carries one} */
  public static Optional<String> read(ObjectFile module) {
    return module
        .section(NAME)
        .map(Section::data)
        .map(data -> new String(data.toArray(), StandardCharsets.UTF_8));
  }
}
