package io.klpforge.emit.inspect;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The number a linker gave a build, which the running kernel shows as well: {@code
 * /sys/kernel/notes}, and {@code /sys/module/NAME/notes}.
 *
 * <p>Source: System V gABI, "Note Section"; {@code parse_build_id_buf()}, lib/buildid.c, Linux 6.1.
 */
public final class BuildIdNote {
  private static final int NT_GNU_BUILD_ID = 3;
  private static final int HEADER = 12;
  private static final int ALIGNMENT = 4;

  private BuildIdNote() {}

  /**
   * {@return the build id of {@code file} in hexadecimal digits; empty if no note section has one}
   */
  public static Optional<String> of(ObjectFile file) {
    return file.sections().stream()
        .filter(section -> section.type() == ElfConstants.SHT_NOTE)
        .map(Section::data)
        .flatMap(data -> find(data).stream())
        .findFirst();
  }

  private static Optional<String> find(Bytes notes) {
    long at = 0;
    while (at + HEADER <= notes.length()) {
      long name = notes.u32((int) at);
      long size = notes.u32((int) at + 4);
      long contents = at + HEADER + aligned(name);
      if (contents + size > notes.length()) {
        return Optional.empty();
      }
      boolean gnu = name == 4 && notes.text((int) at + HEADER).equals("GNU");
      if (gnu && notes.u32((int) at + 8) == NT_GNU_BUILD_ID) {
        return Optional.of(hex(notes.slice((int) contents, (int) size)));
      }
      at = contents + aligned(size);
    }
    return Optional.empty();
  }

  private static long aligned(long size) {
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  private static String hex(Bytes id) {
    return HexFormat.of().formatHex(id.toArray());
  }
}
