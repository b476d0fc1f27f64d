package io.klpforge.emit.inspect;

import io.klpforge.diff.elf.ObjectFile;
import java.util.List;
import java.util.Optional;

/**
 * What a module of kpatch-build or klp-build makes the kernel's livepatch structures from when it
 * is loaded. The structures themselves, and whether {@code replace} is set, are not in the file.
 *
 * @param section that holds the records
 * @param recordSize bytes of one record; the section's last one may be cut off
 * @param objects what it replaces, in file order
 * @param gaps what the records lack and the kernel demands, in file order
 */
public record LoadTimeRecords(
    String section, int recordSize, List<ReplacedObject> objects, List<StructureGap> gaps) {

  /** Copies the lists. */
  public LoadTimeRecords {
    objects = List.copyOf(objects);
    gaps = List.copyOf(gaps);
  }

  /** {@return the records of a module; empty if it has none of a kind known here} */
  public static Optional<LoadTimeRecords> of(ObjectFile file) {
    return of(file, new SymbolFinder(file), new Pointers(file));
  }

  static Optional<LoadTimeRecords> of(ObjectFile file, SymbolFinder finder, Pointers pointers) {
    return new KpatchRecords(file, finder, pointers)
        .read()
        .or(() -> new KlpBuildRecords(file, finder, pointers).read());
  }
}
