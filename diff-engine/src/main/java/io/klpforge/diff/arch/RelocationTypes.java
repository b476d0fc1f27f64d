package io.klpforge.diff.arch;

import io.klpforge.diff.elf.MalformedElfException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The relocation types of one machine that kernel objects have. */
public final class RelocationTypes {
  private final String machine;
  private final Map<Integer, RelocationType> byNumber = new HashMap<>();

  /** The types of a machine, which {@code machine} names for people. */
  RelocationTypes(String machine, RelocationType... types) {
    this.machine = machine;
    for (RelocationType type : types) {
      byNumber.put(type.number(), type);
    }
  }

  /** {@return the type of that number, if we know it} */
  public Optional<RelocationType> find(int number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  /**
   * {@return the type of that number}
   *
   * @throws MalformedElfException for a type no kernel object has
   */
  public RelocationType get(int number) {
    RelocationType type = byNumber.get(number);
    if (type == null) {
      throw new MalformedElfException(
          "relocation type " + number + " is none that " + machine + " kernel code has");
    }
    return type;
  }
}
