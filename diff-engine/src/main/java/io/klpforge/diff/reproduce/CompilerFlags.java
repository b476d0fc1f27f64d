package io.klpforge.diff.reproduce;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The flags a file was compiled with, as its debug information records them; one set for each way
 * in which some of it was.
 *
 * <p>gcc writes itself and the flags that change code into {@code DW_AT_producer}, a text of {@code
 * .debug_str}: {@code GNU C11 12.2.0 -m64 -O2 ...}. Source: DWARF 5, 3.1.1; gcc's manual,
 * -grecord-gcc-switches.
 */
record CompilerFlags(List<Set<String>> ways) {
  private static final String PRODUCER = "GNU C";

  /** How we compile every object, and a difference in no byte. */
  private static final Set<String> SECTION_FLAGS =
      Set.of(
          "-ffunction-sections", "-fdata-sections", "-fno-function-sections", "-fno-data-sections");

  static CompilerFlags of(ObjectFile file) {
    return new CompilerFlags(
        file.section(".debug_str")
            .filter(section -> (section.flags() & ElfConstants.SHF_COMPRESSED) == 0)
            .map(Section::data)
            .map(CompilerFlags::ways)
            .orElse(List.of()));
  }

  private static List<Set<String>> ways(Bytes texts) {
    List<Set<String>> ways = new ArrayList<>();
    int at = 0;
    while (at < texts.length()) {
      String text = texts.text(at);
      if (text.startsWith(PRODUCER)) {
        ways.add(flags(text));
      }
      at += text.length() + 1;
    }
    return ways;
  }

  private static Set<String> flags(String producer) {
    Set<String> flags = new LinkedHashSet<>();
    for (String word : producer.split(" ", -1)) {
      if (word.startsWith("-") && !SECTION_FLAGS.contains(word)) {
        flags.add(word);
      }
    }
    return flags;
  }

  /** {@return whether debug information told any} */
  boolean isKnown() {
    return !ways.isEmpty();
  }

  /**
   * {@return in what these differ from those that fit best of {@code shipped}, in words}; empty if
   * something there was compiled just so, or if it is not known
   */
  Optional<String> unlike(CompilerFlags shipped) {
    return ways.stream()
        .flatMap(ours -> shipped.ways.stream().map(theirs -> new Difference(ours, theirs)))
        .min(Comparator.comparingInt(Difference::size))
        .filter(difference -> difference.size() > 0)
        .map(Difference::text);
  }

  private record Difference(Set<String> here, Set<String> there) {
    Difference {
      Set<String> ours = new LinkedHashSet<>(here);
      Set<String> theirs = new LinkedHashSet<>(there);
      ours.removeAll(there);
      theirs.removeAll(here);
      here = ours;
      there = theirs;
    }

    int size() {
      return here.size() + there.size();
    }

    String text() {
      return text(here) + " here, " + text(there) + " there";
    }

    private static String text(Set<String> flags) {
      return flags.isEmpty() ? "none" : String.join(" ", flags);
    }
  }
}
