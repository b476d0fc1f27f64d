package io.klpforge.emit.inspect;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.emit.inspect.ReplacedObject.ReplacedFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The records from which modules of kpatch-build make the kernel's structures when loaded.
 *
 * <p>A record of {@code .kpatch.funcs} is 56 bytes: new address, new size, old address, old size,
 * position, name, object, each 8. Callbacks are not read. Source: kpatch 0.9, {@code struct
 * kpatch_patch_func}.
 */
final class KpatchRecords {
  private static final String SECTION = ".kpatch.funcs";
  private static final int SIZE = 56;
  private static final int POSITION = 32;
  private static final int NAME = 40;
  private static final int OBJECT = 48;

  private final ObjectFile file;
  private final SymbolFinder finder;
  private final Pointers pointers;

  KpatchRecords(ObjectFile file, SymbolFinder finder, Pointers pointers) {
    this.file = file;
    this.finder = finder;
    this.pointers = pointers;
  }

  List<ReplacedObject> objects() {
    Map<String, List<ReplacedFunction>> functions = new LinkedHashMap<>();
    file.section(SECTION).ifPresent(section -> read(section, functions));
    List<ReplacedObject> objects = new ArrayList<>();
    functions.forEach((name, list) -> objects.add(new ReplacedObject(name, list, List.of())));
    return objects;
  }

  private void read(Section section, Map<String, List<ReplacedFunction>> functions) {
    for (int at = 0; at + SIZE <= section.data().length(); at += SIZE) {
      Place record = new Place(section.id(), at);
      long position = section.data().s64(at + POSITION);
      String name = pointers.toText(record.plus(NAME)).orElse("?");
      String object = pointers.toText(record.plus(OBJECT)).orElse("?");
      pointers
          .toCode(record)
          .map(place -> ReplacedObjects.function(finder, name, position, place))
          .ifPresent(
              function ->
                  functions.computeIfAbsent(object, key -> new ArrayList<>()).add(function));
    }
  }
}
