package io.klpforge.emit.convert;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * A symbol of the kernel that a name could mean.
 *
 * @param object {@code vmlinux}, or a module's name with underscores
 * @param name the symbol's
 * @param position among the object's symbols of that name, from 1 on; 0 if it is the only one
 * @param source its source file, such as {@code core.c}; empty if unknown
 * @param address in vmlinux, or from the start of its section in a module; empty if unknown
 * @param type what it stands for, in a word; empty if unknown
 */
public record Candidate(
    String object, String name, long position, String source, OptionalLong address, String type) {

  /** {@return it for people, and the line that chooses it} */
  public String text() {
    StringBuilder text = new StringBuilder(object);
    if (!source.isEmpty()) {
      text.append(", ").append(source);
    }
    address.ifPresent(value -> text.append(String.format(Locale.ROOT, ", at 0x%x", value)));
    if (!type.isEmpty()) {
      text.append(", ").append(type);
    }
    text.append(", position ").append(position).append(":  ").append(line());
    return text.toString();
  }

  /** {@return the line to paste into the module's source to choose this one} */
  public String line() {
    return String.format(
        "KLP_MODULE_RELOC(%s) klp_%s_%s[] = { KLP_SYMPOS(%s, %d) };",
        object, object, name.replaceAll("[^A-Za-z0-9_]", "_"), name, position);
  }
}
