package io.klpforge.emit.inspect;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.select.PlannedCallback;
import io.klpforge.emit.inspect.ReplacedObject.ObjectCallback;
import io.klpforge.emit.inspect.ReplacedObject.ReplacedFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The records of kpatch-build's modules.
 *
 * <p>One of {@code .kpatch.funcs} is 56 bytes: new address, new size, old address, old size,
 * position, name, object, each 8. One of {@code .kpatch.callbacks.pre_patch} and its like is a
 * function and an object, each 8. The object of vmlinux is named so. Source: kpatch 0.9, {@code
 * struct kpatch_patch_func} and {@code struct kpatch_pre_patch_callback}.
 */
final class KpatchRecords {
  private static final String SECTION = ".kpatch.funcs";
  private static final String CALLBACKS = ".kpatch.callbacks.";
  private static final int SIZE = 56;
  private static final int POSITION = 32;
  private static final int NAME = 40;
  private static final int OBJECT = 48;
  private static final int CALLBACK_SIZE = 16;

  private final ObjectFile file;
  private final RecordReader reader;
  private final Map<String, List<ReplacedFunction>> functions = new LinkedHashMap<>();
  private final Map<String, List<ObjectCallback>> callbacks = new LinkedHashMap<>();

  KpatchRecords(ObjectFile file, SymbolFinder finder, Pointers pointers) {
    this.file = file;
    this.reader = new RecordReader(finder, pointers);
  }

  Optional<LoadTimeRecords> read() {
    return file.section(SECTION).map(this::read);
  }

  private LoadTimeRecords read(Section section) {
    for (int at = 0; at + SIZE <= section.data().length(); at += SIZE) {
      addFunction(new Place(section.id(), at), section.data().s64(at + POSITION));
    }
    for (PlannedCallback.Kind kind : PlannedCallback.Kind.values()) {
      file.section(CALLBACKS + kind.name().toLowerCase(Locale.ROOT))
          .ifPresent(table -> addCallbacks(table, kind));
    }
    List<ReplacedObject> objects = new ArrayList<>();
    functions.forEach(
        (name, list) ->
            objects.add(new ReplacedObject(name, list, callbacks.getOrDefault(name, List.of()))));
    return new LoadTimeRecords(SECTION, SIZE, objects, reader.gaps());
  }

  private void addFunction(Place record, long position) {
    List<ReplacedFunction> list =
        functions.computeIfAbsent(object(record.plus(OBJECT)), key -> new ArrayList<>());
    reader.function(record.plus(NAME), record, position).ifPresent(list::add);
  }

  private void addCallbacks(Section section, PlannedCallback.Kind kind) {
    for (int at = 0; at + CALLBACK_SIZE <= section.data().length(); at += CALLBACK_SIZE) {
      Place record = new Place(section.id(), at);
      String object = object(record.plus(Long.BYTES));
      functions.computeIfAbsent(object, key -> new ArrayList<>());
      reader
          .callback(record)
          .map(function -> new ObjectCallback(kind, function))
          .ifPresent(callbacks.computeIfAbsent(object, key -> new ArrayList<>())::add);
    }
  }

  private String object(Place member) {
    return reader.text(member).orElse("?");
  }
}
