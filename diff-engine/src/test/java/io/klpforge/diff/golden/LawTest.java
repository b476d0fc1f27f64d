package io.klpforge.diff.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every pair of objects of every machine. */
final class LawTest {

  static List<Compiled> all() {
    return Compiled.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void anObjectIsTheSameAsItself(Compiled compiled) {
    for (ObjectFile object : List.of(compiled.orig(), compiled.patched())) {
      Diffed diffed = Diffed.of(compiled, object, object);
      assertEquals(List.of(), Facts.of(diffed).toBeTold(), compiled.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void comesOutTheSameTwice(Compiled compiled) {
    Outcome first = Outcome.of(Diffed.of(compiled));
    assertEquals(first, Outcome.of(Diffed.of(compiled)), compiled.toString());
  }

  @ParameterizedTest
  @MethodSource("all")
  void theOrderOfSectionsMeansNothing(Compiled compiled) {
    assertMeansNothing(compiled, Reordered::sections);
  }

  @ParameterizedTest
  @MethodSource("all")
  void theOrderOfSymbolsMeansNothing(Compiled compiled) {
    assertMeansNothing(compiled, Reordered::symbols);
  }

  @ParameterizedTest
  @MethodSource("all")
  void theNumbersThatCompilersDealOutMeanNothing(Compiled compiled) {
    assertMeansNothing(compiled, Renumbered::of);
  }

  private static void assertMeansNothing(Compiled compiled, UnaryOperator<byte[]> change) {
    byte[] other = change.apply(compiled.bytes("patched"));
    Facts usual = Facts.of(Diffed.of(compiled));
    Facts turned = Facts.of(Diffed.of(compiled, compiled.orig(), ElfReader.read(other)));
    String name = compiled.toString();
    assertEquals(new TreeSet<>(usual.toBeTold()), new TreeSet<>(turned.toBeTold()), name);
    assertEquals(usual.isPatchable(), turned.isPatchable(), name);
    if (usual.isPatchable()) {
      assertEquals(withoutSections(usual), withoutSections(turned), name);
    }
  }

  /** Sections are named after symbols, with their numbers. */
  private static List<String> withoutSections(Facts facts) {
    return facts.all().stream()
        .filter(fact -> !fact.startsWith("section ") && !fact.startsWith("record "))
        .toList();
  }

  @Test
  void thereAreNumbersToBeChanged() {
    long renumbered =
        Compiled.all().stream()
            .map(one -> one.bytes("patched"))
            .filter(object -> !Arrays.equals(object, Renumbered.of(object)))
            .count();
    assertTrue(renumbered > 20, () -> renumbered + " objects");
  }
}
