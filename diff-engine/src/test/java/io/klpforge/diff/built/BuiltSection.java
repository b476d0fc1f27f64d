package io.klpforge.diff.built;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** A section while an object is being made. */
final class BuiltSection {
  record Rela(long offset, int type, String symbol, long addend) {}

  final String name;
  final int type;
  final long flags;
  final long alignment;
  final long entrySize;
  final int link;
  final int info;
  final ByteArrayOutputStream data = new ByteArrayOutputStream();
  final List<Rela> relocations = new ArrayList<>();
  long zeros;

  BuiltSection(
      String name, int type, long flags, long alignment, long entrySize, int link, int info) {
    this.name = name;
    this.type = type;
    this.flags = flags;
    this.alignment = alignment;
    this.entrySize = entrySize;
    this.link = link;
    this.info = info;
  }

  long size() {
    return zeros + data.size();
  }
}
