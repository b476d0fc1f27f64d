package io.klpforge.emit.inspect;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.select.PlannedCallback;
import io.klpforge.emit.inspect.ReplacedObject.ObjectCallback;
import io.klpforge.emit.inspect.ReplacedObject.ReplacedFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The records of klp-build's modules, which their init code finds by the section's name.
 *
 * <p>An object is 64 bytes: name (not set for vmlinux), functions, four callbacks and a flag, each
 * 8, and a 4-byte number of functions. A function is 24 bytes: name, replacement, position. Source:
 * {@code struct klp_object_ext} and {@code struct klp_func_ext},
 * include/linux/livepatch_external.h, Linux 6.19; the section was named {@code __klp_objects} there
 * and is {@code .init.klp_objects} since.
 */
final class KlpBuildRecords {
  private static final List<String> SECTIONS = List.of(".init.klp_objects", "__klp_objects");
  private static final int SIZE = 64;
  private static final int CALLBACKS = 16;
  private static final int COUNT = 56;
  private static final int FUNCTION_SIZE = 24;

  private final ObjectFile file;
  private final RecordReader reader;

  KlpBuildRecords(ObjectFile file, SymbolFinder finder, Pointers pointers) {
    this.file = file;
    this.reader = new RecordReader(finder, pointers);
  }

  Optional<LoadTimeRecords> read() {
    return SECTIONS.stream().flatMap(name -> file.section(name).stream()).findFirst().map(this::of);
  }

  private LoadTimeRecords of(Section section) {
    List<ReplacedObject> objects = new ArrayList<>();
    for (int at = 0; at + SIZE <= section.data().length(); at += SIZE) {
      objects.add(object(new Place(section.id(), at), section.data().u32(at + COUNT)));
    }
    return new LoadTimeRecords(section.name(), SIZE, objects, reader.gaps());
  }

  private ReplacedObject object(Place record, long count) {
    String name = reader.text(record).orElse("vmlinux");
    return new ReplacedObject(
        name, functions(reader.data(record.plus(Long.BYTES)), count, name), callbacks(record));
  }

  private List<ReplacedFunction> functions(Optional<Place> array, long count, String object) {
    if (array.isEmpty() || array.get().offset() < 0) {
      addGap(count > 0, object);
      return List.of();
    }
    List<ReplacedFunction> functions = new ArrayList<>();
    Section section = file.section(array.get().section());
    long room = (section.data().length() - array.get().offset()) / FUNCTION_SIZE;
    addGap(count > room, object);
    for (long i = 0; i < Math.min(count, room); i++) {
      Place at = array.get().plus(i * FUNCTION_SIZE);
      long position = section.data().s64((int) at.offset() + 2 * Long.BYTES);
      reader.function(at, at.plus(Long.BYTES), position).ifPresent(functions::add);
    }
    return functions;
  }

  private void addGap(boolean missing, String object) {
    if (missing) {
      reader.gaps().add(new StructureGap("object " + object, "funcs"));
    }
  }

  private List<ObjectCallback> callbacks(Place record) {
    List<ObjectCallback> callbacks = new ArrayList<>();
    Place member = record.plus(CALLBACKS);
    for (PlannedCallback.Kind kind : PlannedCallback.Kind.values()) {
      reader
          .callback(member)
          .ifPresent(function -> callbacks.add(new ObjectCallback(kind, function)));
      member = member.plus(Long.BYTES);
    }
    return callbacks;
  }
}
