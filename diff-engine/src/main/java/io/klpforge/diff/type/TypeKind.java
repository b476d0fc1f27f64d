package io.klpforge.diff.type;

import io.klpforge.diff.dwarf.Tag;

/** What C calls a type with members. */
public enum TypeKind {
  STRUCT("struct"),
  UNION("union"),
  ENUM("enum");

  private final String keyword;

  TypeKind(String keyword) {
    this.keyword = keyword;
  }

  /** {@return the word before its name in C} */
  public String keyword() {
    return keyword;
  }

  static TypeKind of(Tag tag) {
    return switch (tag) {
      case STRUCTURE_TYPE -> STRUCT;
      case UNION_TYPE -> UNION;
      case ENUMERATION_TYPE -> ENUM;
      default -> throw new IllegalArgumentException(tag + " has no members");
    };
  }
}
