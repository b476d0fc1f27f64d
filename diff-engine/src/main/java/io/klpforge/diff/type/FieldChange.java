package io.klpforge.diff.type;

import java.util.Locale;

/**
 * What became of one field.
 *
 * @param kind what happened
 * @param before the field without the patch; the new one if it is {@link Kind#ADDED}
 * @param after the field with the patch; the old one if it is {@link Kind#REMOVED}
 */
public record FieldChange(Kind kind, Field before, Field after) {
  /** What can happen to a field. */
  public enum Kind {
    /** At another place, of the same size. */
    MOVED,
    /** Of another size, perhaps at another place. */
    RESIZED,
    /** Only the patched type has it. */
    ADDED,
    /** Only the original type has it. */
    REMOVED,
    /** Of an enum: the name stands for another number. */
    VALUE
  }

  /** {@return it in words, such as {@code value moves from byte 8 to 16}} */
  public String text(TypeKind type) {
    boolean value = type == TypeKind.ENUM;
    return switch (kind) {
      case MOVED -> before.name() + " moves from byte " + place(before) + " to " + place(after);
      case RESIZED -> resized();
      case ADDED ->
          after.name() + " is new" + (value ? ": " + after.place() : " at byte " + place(after));
      case REMOVED -> before.name() + " is gone" + (value ? "" : ", was at byte " + place(before));
      case VALUE -> before.name() + " becomes " + after.place() + ", was " + before.place();
    };
  }

  private String resized() {
    String size = before.name() + " has " + size(after) + ", had " + size(before);
    return before.place() == after.place()
        ? size
        : size + ", and moves from byte " + place(before) + " to " + place(after);
  }

  /** Bytes, or bytes and bits where it does not begin with one. */
  private static String place(Field field) {
    long bit = field.place() % Byte.SIZE;
    String bytes = Long.toString(field.place() / Byte.SIZE);
    return bit == 0 ? bytes : bytes + " bit " + bit;
  }

  private static String size(Field field) {
    boolean whole = field.size() % Byte.SIZE == 0;
    return String.format(
        Locale.ROOT,
        "%d %s",
        whole ? field.size() / Byte.SIZE : field.size(),
        whole ? "bytes" : "bits");
  }
}
