package io.klpforge.diff.dwarf;

/**
 * The shape of an entry: its tag, and how each attribute is written.
 *
 * <p>Arrays, and no record, because every entry of a kernel is read through one of these.
 */
final class Abbreviation {
  final Tag tag;
  final boolean hasChildren;

  /** Of each attribute how it is written. */
  final Form[] forms;

  /** Of each attribute its number, or -1 where nothing asks for it. */
  final int[] slots;

  /** Of each attribute the value, where the form is {@link Form#IMPLICIT_CONST}. */
  final long[] implicit;

  Abbreviation(Tag tag, boolean hasChildren, Form[] forms, int[] slots, long[] implicit) {
    this.tag = tag;
    this.hasChildren = hasChildren;
    this.forms = forms;
    this.slots = slots;
    this.implicit = implicit;
  }
}
