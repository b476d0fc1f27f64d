package io.klpforge.driver.tree;

/** How the objects of one path compare, in two trees. */
public enum PairVerdict {
  /** The same bytes. */
  IDENTICAL,
  /** Other bytes, the same code: debug information, line numbers, compilers' numbering. */
  UNCHANGED,
  /** Functions changed or came along. */
  CHANGED,
  /** Only the patched tree has it. */
  NEW,
  /** Only the original tree has it. */
  GONE,
  /** A finding forbids a livepatch. */
  REFUSED,
  /** One of the files is damaged, or of a kind we do not know. */
  UNREADABLE,
  /** Linked from objects that are compared themselves. */
  LINKED
}
