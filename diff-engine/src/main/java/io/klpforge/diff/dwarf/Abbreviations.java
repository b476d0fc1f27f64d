package io.klpforge.diff.dwarf;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.MalformedElfException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The shapes that the entries of one unit have, by code.
 *
 * <p>Source: DWARF 5, section 7.5.3.
 */
final class Abbreviations {
  private final List<Abbreviation> dense = new ArrayList<>();
  private final Map<Long, Abbreviation> others = new HashMap<>();

  /** The table at {@code offset} of {@code .debug_abbrev}. */
  Abbreviations(Bytes section, long offset) {
    DataReader reader = new DataReader(section, ".debug_abbrev", offset);
    long code = reader.unsigned();
    while (code != 0) {
      put(code, read(reader));
      code = reader.unsigned();
    }
  }

  /** Compilers count from 1; the linker leaves that alone. */
  private void put(long code, Abbreviation abbreviation) {
    if (code == dense.size() + 1) {
      dense.add(abbreviation);
    } else {
      others.put(code, abbreviation);
    }
  }

  private static Abbreviation read(DataReader reader) {
    Tag tag = Tag.of(reader.unsigned());
    boolean hasChildren = reader.u8() != 0;
    List<Form> forms = new ArrayList<>();
    List<Integer> slots = new ArrayList<>();
    List<Long> implicit = new ArrayList<>();
    long attribute = reader.unsigned();
    long form = reader.unsigned();
    while (attribute != 0 || form != 0) {
      forms.add(Form.of(form));
      slots.add(Attribute.slot(attribute));
      implicit.add(forms.get(forms.size() - 1) == Form.IMPLICIT_CONST ? reader.signed() : 0L);
      attribute = reader.unsigned();
      form = reader.unsigned();
    }
    return new Abbreviation(
        tag,
        hasChildren,
        forms.toArray(new Form[0]),
        slots.stream().mapToInt(Integer::intValue).toArray(),
        implicit.stream().mapToLong(Long::longValue).toArray());
  }

  /**
   * {@return the shape of that code}
   *
   * @throws MalformedElfException if the table has none
   */
  Abbreviation get(long code) {
    if (code >= 1 && code <= dense.size()) {
      return dense.get((int) code - 1);
    }
    Abbreviation found = others.get(code);
    if (found == null) {
      throw new MalformedElfException(
          ".debug_info has an entry of shape " + code + ", which .debug_abbrev does not know");
    }
    return found;
  }
}
