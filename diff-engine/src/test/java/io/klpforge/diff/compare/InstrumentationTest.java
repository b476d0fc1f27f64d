package io.klpforge.diff.compare;

import static io.klpforge.diff.built.ObjectBuilder.anObject;
import static io.klpforge.diff.compare.Compared.changes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.built.ObjectBuilder;
import io.klpforge.diff.built.Reloc;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What sanitizers and gcov put into an object is compared by what it says, where it is used. */
final class InstrumentationTest {
  private static final String DATA = ".data..Lubsan_data0";

  private static ObjectBuilder check(String lineAndRest) {
    return anObject()
        .texts("x.c")
        .section(DATA, 3, 0, "0000000000000000" + lineAndRest)
        .relocation(0, Reloc.R64, ".rodata.str1.1", 0)
        .function("f", "48c7c700000000")
        .relocation(3, Reloc.R32S, DATA, 0);
  }

  private static List<String> tolerant(ObjectBuilder orig, ObjectBuilder patched) {
    return changes(ObjectComparator.compare(orig.read(), patched.read(), LineNumbers.TOLERATED));
  }

  @Test
  void theLineOfACheckIsNoChangeButItsColumnIs() {
    ObjectBuilder orig = check("0a000000 07000000");
    assertEquals(List.of(), tolerant(orig, check("0b000000 07000000")));
    assertEquals(List.of("CHANGED f"), tolerant(orig, check("0a000000 08000000")));
    assertEquals(List.of("CHANGED f"), changes(orig, check("0b000000 07000000")));
  }

  /** Some checks tell two places: where, and where what they check was declared. */
  @Test
  void bothLinesOfACheckAreNoChange() {
    assertEquals(List.of(), tolerant(twoPlaces("0a", "03"), twoPlaces("0b", "04")));
    assertEquals(List.of("CHANGED f"), changes(twoPlaces("0a", "03"), twoPlaces("0a", "04")));
  }

  private static ObjectBuilder twoPlaces(String first, String second) {
    String place = "0000000000000000" + "%s000000" + "07000000";
    return anObject()
        .texts("x.c")
        .section(DATA, 3, 0, String.format(place + place, first, second))
        .relocation(0, Reloc.R64, ".rodata.str1.1", 0)
        .relocation(16, Reloc.R64, ".rodata.str1.1", 0)
        .function("f", "48c7c700000000")
        .relocation(3, Reloc.R32S, DATA, 0);
  }

  /** A timer's lock is called by the place that sets it up. */
  @Test
  void theLineInALocksNameIsNoChangeButItsFileIs() {
    assertEquals(List.of(), tolerant(named("a/x.c:12"), named("a/x.c:13")));
    assertEquals(List.of("CHANGED lock"), changes(named("a/x.c:12"), named("a/x.c:13")));
    assertEquals(List.of("CHANGED lock"), tolerant(named("a/x.c:12"), named("a/y.c:12")));
    assertEquals(List.of("CHANGED lock"), tolerant(named("port:12"), named("port:13")));
  }

  private static ObjectBuilder named(String text) {
    return anObject()
        .texts(text)
        .variable("lock", "0000000000000000")
        .relocation(0, Reloc.R64, ".rodata.str1.1", 0);
  }

  @Test
  void tellingASanitizerOfMoreDataIsNoChange() {
    for (String name : List.of("_sub_I_00099_0", "asan.module_ctor", "__llvm_gcov_writeout")) {
      assertEquals(
          List.of(),
          changes(
              anObject().statics().function(name, "90c3"),
              anObject().statics().function(name, "9090c3")));
    }
  }

  @Test
  void countersOfMoreBranchesAreAChangeOfTheirFunctionAlone() {
    assertEquals(List.of(), changes(counted(8), counted(8)));
    assertEquals(List.of("CHANGED f"), changes(counted(8), counted(16)));
  }

  private static ObjectBuilder counted(int bytes) {
    return anObject()
        .function("f", "48c7c700000000")
        .relocation(3, Reloc.R32S, "__gcov0.f", 0)
        .statics()
        .zeroed("__gcov0.f", bytes);
  }

  @Test
  void constantsMayChangeTheirNames() {
    assertEquals(List.of(), changes(constant(".str", "6100"), constant(".str.4", "6100")));
    assertEquals(List.of(), changes(constant("CSWTCH.3", "01"), constant("CSWTCH.9", "01")));
    assertEquals(
        List.of("CHANGED f"), changes(constant("CSWTCH.3", "01"), constant("CSWTCH.3", "02")));
  }

  private static ObjectBuilder constant(String name, String hex) {
    return anObject()
        .function("f", "48c7c700000000")
        .relocation(3, Reloc.R32S, name, 0)
        .statics()
        .constant(name, hex);
  }

  /** What was warned of once is not what a lock is known by. */
  @Test
  void staticsOfDifferentMacrosAreNotAlike() {
    assertEquals(List.of(), changes(macro("__key.3", "00"), macro("f.__key", "00")));
    assertEquals(List.of("CHANGED f"), changes(macro("__key.3", "00"), macro("__warned.3", "00")));
  }

  private static ObjectBuilder macro(String name, String hex) {
    return anObject()
        .function("f", "48c7c700000000")
        .relocation(3, Reloc.R32S, name, 0)
        .statics()
        .variable(name, hex);
  }
}
