package io.klpforge.diff.arch;

import io.klpforge.diff.elf.MalformedElfException;
import java.util.Arrays;
import java.util.Optional;

/** The relocation types of one machine that kernel objects have. */
public final class RelocationTypes {
  private final String machine;

  /** Asked for each relocation several times; {@code null} where no type has the number. */
  private final RelocationType[] byNumber;

  /** The types of a machine, which {@code machine} names for people. */
  RelocationTypes(String machine, RelocationType... types) {
    this.machine = machine;
    int largest = Arrays.stream(types).mapToInt(RelocationType::number).max().orElse(0);
    this.byNumber = new RelocationType[largest + 1];
    for (RelocationType type : types) {
      byNumber[type.number()] = type;
    }
  }

  /** {@return the type of that number, if we know it} */
  public Optional<RelocationType> find(int number) {
    boolean inside = number >= 0 && number < byNumber.length;
    return Optional.ofNullable(inside ? byNumber[number] : null);
  }

  /**
   * {@return the type of that number}
   *
   * @throws MalformedElfException for a type no kernel object has
   */
  public RelocationType get(int number) {
    if (number < 0 || number >= byNumber.length || byNumber[number] == null) {
      throw new MalformedElfException(
          "relocation type " + number + " is none that " + machine + " kernel code has");
    }
    return byNumber[number];
  }
}
