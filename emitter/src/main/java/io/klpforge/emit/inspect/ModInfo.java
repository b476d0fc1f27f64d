package io.klpforge.emit.inspect;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The {@code .modinfo} section: {@code tag=value} texts.
 *
 * @param entries in file order; a tag may come more than once
 */
public record ModInfo(List<Entry> entries) {

  /** One text, taken apart at its first equals sign. */
  public record Entry(String tag, String value) {}

  /** Copies the list. */
  public ModInfo {
    entries = List.copyOf(entries);
  }

  /** {@return what {@code file} holds; nothing if it has no such section} */
  public static ModInfo of(ObjectFile file) {
    return new ModInfo(
        file.section(".modinfo").map(Section::data).map(ModInfo::split).orElse(List.of()));
  }

  private static List<Entry> split(Bytes data) {
    List<Entry> entries = new ArrayList<>();
    int at = 0;
    while (at < data.length()) {
      String text = data.text(at);
      int equals = text.indexOf('=');
      if (equals > 0) {
        entries.add(new Entry(text.substring(0, equals), text.substring(equals + 1)));
      }
      at += text.length() + 1;
    }
    return entries;
  }

  /** {@return the first value of {@code tag}} */
  public Optional<String> value(String tag) {
    return entries.stream().filter(entry -> entry.tag().equals(tag)).map(Entry::value).findFirst();
  }

  /** {@return the module's name, as the running kernel lists it} */
  public Optional<String> name() {
    return value("name");
  }

  /** {@return the kernel it was built for, and flags of its configuration} */
  public Optional<String> vermagic() {
    return value("vermagic");
  }

  /** {@return modules that must be loaded first} */
  public List<String> depends() {
    return value("depends")
        .filter(text -> !text.isEmpty())
        .map(text -> List.of(text.split(",", -1)))
        .orElse(List.of());
  }

  /** {@return whether it asks to be a livepatch; the tag counts, not its value} */
  public boolean isLivepatch() {
    return value("livepatch").isPresent();
  }
}
