package io.klpforge.emit.inspect;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.select.PlannedCallback;
import io.klpforge.emit.inspect.ReplacedObject.ObjectCallback;
import io.klpforge.emit.inspect.ReplacedObject.ReplacedFunction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the kernel's livepatch structures in a module's data by what their pointers point to, as
 * their sizes differ from kernel to kernel.
 *
 * <p>Each begins alike everywhere: {@code klp_patch {mod, objs}}, {@code klp_object {name, funcs,
 * four callbacks}}, {@code klp_func {old_name, new_func, old_sympos}}. An array ends where its
 * symbol ends; without one, where the next thing begins that is pointed to. What modules make
 * theirs from when they are loaded is in {@link LoadTimeRecords}; structures that a module
 * allocates in another way are not seen.
 *
 * <p>Source: include/linux/livepatch.h, Linux 4.15 to 6.12.
 */
final class ReplacedObjects {
  private static final int POINTER = Long.BYTES;
  private static final List<PlannedCallback.Kind> CALLBACK_ORDER =
      List.of(
          PlannedCallback.Kind.PRE_PATCH,
          PlannedCallback.Kind.POST_PATCH,
          PlannedCallback.Kind.PRE_UNPATCH,
          PlannedCallback.Kind.POST_UNPATCH);

  private final ObjectFile file;
  private final SymbolFinder finder;
  private final Pointers pointers;
  private final List<StructureGap> gaps = new ArrayList<>();

  private ReplacedObjects(ObjectFile file, SymbolFinder finder) {
    this.file = file;
    this.finder = finder;
    this.pointers = new Pointers(file);
  }

  static List<ReplacedObject> of(ObjectFile file, SymbolFinder finder) {
    ReplacedObjects objects = new ReplacedObjects(file, finder);
    List<ReplacedObject> found = new ArrayList<>();
    objects.arrays().forEach(array -> found.addAll(objects.objects(array)));
    LoadTimeRecords.of(file, finder, objects.pointers)
        .ifPresent(records -> found.addAll(records.objects()));
    return found;
  }

  /** {@return what is not set and must be, in the array of {@code klp_object} at {@code array}} */
  static List<StructureGap> gaps(ObjectFile file, SymbolFinder finder, Place array) {
    ReplacedObjects objects = new ReplacedObjects(file, finder);
    objects.objects(array);
    return List.copyOf(objects.gaps);
  }

  /** {@return where arrays of {@code klp_object} begin} */
  private Set<Place> arrays() {
    Set<Place> arrays = new LinkedHashSet<>();
    Optional<Place> module = thisModule();
    for (Place source : pointers.sources()) {
      if (module.isPresent() && pointers.at(source).equals(module)) {
        pointers.toData(source.plus(POINTER)).ifPresent(arrays::add);
      }
    }
    return arrays;
  }

  private Optional<Place> thisModule() {
    return file.symbols().stream()
        .filter(symbol -> symbol.name().equals("__this_module") && symbol.isDefined())
        .map(symbol -> new Place(symbol.place().section(), symbol.value()))
        .findFirst();
  }

  private List<ReplacedObject> objects(Place array) {
    List<ReplacedObject> objects = new ArrayList<>();
    long end = end(array);
    for (Place at = array; at.offset() < end; at = at.plus(POINTER)) {
      Optional<String> text = pointers.toText(at);
      boolean named = text.isPresent() && isData(at.plus(POINTER));
      if (text.isPresent() && !named) {
        gaps.add(new StructureGap("object " + text.get(), "funcs"));
      } else if (named || isData(at)) {
        Place funcs = named ? at.plus(POINTER) : at;
        object(text.filter(name -> named), funcs).ifPresent(objects::add);
        at = funcs;
      }
    }
    return objects;
  }

  private boolean isData(Place place) {
    return pointers.toData(place).isPresent();
  }

  private Optional<ReplacedObject> object(Optional<String> name, Place funcsMember) {
    List<ReplacedFunction> functions =
        pointers.toData(funcsMember).map(this::functions).orElse(List.of());
    List<ObjectCallback> callbacks = callbacks(funcsMember.plus(POINTER));
    return name.isEmpty() && functions.isEmpty() && callbacks.isEmpty()
        ? Optional.empty()
        : Optional.of(new ReplacedObject(name.orElse("vmlinux"), functions, callbacks));
  }

  private List<ReplacedFunction> functions(Place array) {
    List<ReplacedFunction> functions = new ArrayList<>();
    long end = Math.min(end(array), file.section(array.section()).data().length() - 2L * POINTER);
    for (Place at = array; at.offset() < end; at = at.plus(POINTER)) {
      Optional<String> oldName = pointers.toText(at);
      Optional<Place> replacement = pointers.toCode(at.plus(POINTER));
      if (oldName.isPresent() && replacement.isPresent()) {
        long position = position(at.plus(2 * POINTER));
        functions.add(function(finder, oldName.get(), position, replacement.get()));
        at = at.plus(2 * POINTER);
      } else {
        addGap(at, oldName);
      }
    }
    return functions;
  }

  /** Only texts and code are pointed to from the array: names and replacements. */
  private void addGap(Place at, Optional<String> oldName) {
    if (oldName.isPresent()) {
      gaps.add(new StructureGap("function " + oldName.get(), "new_func"));
    }
    Optional<Place> replacement = pointers.toCode(at);
    if (replacement.isPresent()) {
      gaps.add(new StructureGap("replacement " + finder.describe(replacement.get()), "old_name"));
    }
  }

  private long position(Place place) {
    return file.section(place.section()).data().s64((int) place.offset());
  }

  static ReplacedFunction function(
      SymbolFinder finder, String oldName, long position, Place replacement) {
    long size = finder.at(replacement).map(Symbol::size).orElse(0L);
    return new ReplacedFunction(oldName, position, finder.describe(replacement), size, replacement);
  }

  private List<ObjectCallback> callbacks(Place members) {
    List<ObjectCallback> callbacks = new ArrayList<>();
    Place member = members;
    for (PlannedCallback.Kind kind : CALLBACK_ORDER) {
      pointers
          .toCode(member)
          .ifPresent(
              function -> callbacks.add(new ObjectCallback(kind, finder.describe(function))));
      member = member.plus(POINTER);
    }
    return callbacks;
  }

  /** Never outside what the file holds, whatever symbols and relocations say. */
  private long end(Place array) {
    if (array.offset() < 0) {
      return array.offset();
    }
    long end =
        finder
            .at(array)
            .filter(symbol -> symbol.size() > 0)
            .map(Symbol::end)
            .orElseGet(() -> pointers.nextTarget(array));
    return Math.min(end, file.section(array.section()).data().length());
  }
}
