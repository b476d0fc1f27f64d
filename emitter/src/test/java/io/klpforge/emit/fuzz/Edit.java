package io.klpforge.emit.fuzz;

import java.nio.ByteBuffer;

/**
 * One number of a file, changed.
 *
 * @param field which field
 * @param entry which of the table's entries, counted round and round
 * @param add whether {@code value} is added to what is there or takes its place
 * @param value cut to the field's width
 */
record Edit(Field field, int entry, boolean add, long value) {

  /** Changes {@code file}, or leaves it alone if it has no such field. */
  void apply(Anatomy anatomy, ByteBuffer file) {
    int at = anatomy.entry(field.table, entry) + field.offset;
    if (at < 0 || at > file.limit() - field.width) {
      return;
    }
    switch (field.width) {
      case 1 -> file.put(at, (byte) (value + (add ? file.get(at) : 0)));
      case 2 -> file.putShort(at, (short) (value + (add ? file.getShort(at) : 0)));
      case 4 -> file.putInt(at, (int) (value + (add ? file.getInt(at) : 0)));
      case 8 -> file.putLong(at, value + (add ? file.getLong(at) : 0));
      default -> throw new AssertionError(field);
    }
  }
}
