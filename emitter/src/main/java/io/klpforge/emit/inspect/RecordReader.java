package io.klpforge.emit.inspect;

import io.klpforge.emit.inspect.ReplacedObject.ReplacedFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads members of load-time records, and gathers those that are not set and must be. */
final class RecordReader {
  private final SymbolFinder finder;
  private final Pointers pointers;
  private final List<StructureGap> gaps = new ArrayList<>();

  RecordReader(SymbolFinder finder, Pointers pointers) {
    this.finder = finder;
    this.pointers = pointers;
  }

  List<StructureGap> gaps() {
    return gaps;
  }

  /** {@return the text a member points to; empty if it is not set} */
  Optional<String> text(Place member) {
    return pointers.toText(member);
  }

  /** {@return the data a member points to; empty if it is not set} */
  Optional<Place> data(Place member) {
    return pointers.toData(member);
  }

  /** {@return the symbol of the function a member points to; empty if it is not set} */
  Optional<String> callback(Place member) {
    return pointers.toCode(member).map(finder::describe);
  }

  /** {@return a function and its replacement; empty, and a gap, if a member is not set} */
  Optional<ReplacedFunction> function(Place oldName, Place newFunction, long position) {
    Optional<String> name = text(oldName);
    Optional<Place> replacement = pointers.toCode(newFunction);
    if (name.isEmpty()) {
      String of = replacement.map(finder::describe).orElseGet(() -> finder.describe(oldName));
      gaps.add(new StructureGap("replacement " + of, "old_name"));
    } else if (replacement.isEmpty()) {
      gaps.add(new StructureGap("function " + name.get(), "new_func"));
    } else {
      return Optional.of(ReplacedObjects.function(finder, name.get(), position, replacement.get()));
    }
    return Optional.empty();
  }
}
