package io.klpforge.diff.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.compare.LineNumbers;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.insn.MissingLibraryException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No small change goes unseen: of every pair of objects, the patched one is made wrong in one place
 * after the other, and each time something else must come out, or an error with a name.
 */
final class MutationTest {

  static List<Compiled> all() {
    return Compiled.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void noSmallChangeGoesUnseen(Compiled compiled) {
    ObjectFile orig = compiled.orig();
    Diffed usual = Diffed.of(compiled, orig, compiled.patched(), LineNumbers.EXACT);
    Outcome outcome = Outcome.of(usual);
    byte[] patched = compiled.bytes("patched");
    List<Mutants.Mutant> mutants = Mutants.of(patched, usual);
    List<String> unseen =
        mutants.stream()
            .filter(mutant -> isUnseen(compiled, orig, mutant.of(patched), outcome))
            .map(Mutants.Mutant::what)
            .toList();
    assertEquals(List.of(), unseen, compiled.toString());
  }

  private static boolean isUnseen(
      Compiled compiled, ObjectFile orig, byte[] mutant, Outcome usual) {
    try {
      ObjectFile wrong = ElfReader.read(mutant);
      return Outcome.of(Diffed.of(compiled, orig, wrong, LineNumbers.EXACT)).equals(usual);
    } catch (MalformedElfException | MissingLibraryException e) {
      return false;
    }
  }
}
