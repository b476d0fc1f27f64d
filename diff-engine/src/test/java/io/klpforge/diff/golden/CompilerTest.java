package io.klpforge.diff.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.klpforge.diff.elf.ObjectFile;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The cases hold for every compiler on this machine, and can fail. */
@Tag("kernel")
final class CompilerTest {
  @TempDir private Path folder;

  /** The gcc that a Debian 12 has, those before it, clang, and one gcc for each other machine. */
  enum Command {
    GCC_11("x86_64", "gcc-11"),
    GCC_12("x86_64", "gcc-12"),
    CLANG_14("x86_64", "clang-14"),
    CLANG_16("x86_64", "clang-16"),
    CLANG_19("x86_64", "clang-19"),
    AARCH64("aarch64", "aarch64-linux-gnu-gcc-12"),
    AARCH64_CLANG("aarch64", "clang-16"),
    PPC64LE("ppc64le", "powerpc64le-linux-gnu-gcc-12"),
    S390X("s390x", "s390x-linux-gnu-gcc-12"),
    LOONGARCH64("loongarch64", "clang-19");

    private final String machine;
    private final String compiler;

    Command(String machine, String compiler) {
      this.machine = machine;
      this.compiler = compiler;
    }

    private Rebuild into(Path folder) {
      return new Rebuild(machine, compiler, folder);
    }

    private Stream<Compiled> cases(Path folder) {
      return Fixture.all().stream()
          .filter(fixture -> fixture.isFor(machine, compiler))
          .map(one -> new Compiled(one, machine, compiler, folder.resolve(one.toString())));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyCaseComesOutAsItsStatementSays(Command command) throws Exception {
    assumeTrue(Rebuild.isHere(command.compiler), command.compiler + " is not on this machine");
    command.into(folder).run();
    List<String> violations =
        command.cases(folder).parallel().flatMap(CompilerTest::violations).sorted().toList();
    assertEquals("", String.join("\n", violations));
  }

  private static Stream<String> violations(Compiled compiled) {
    try {
      return violations(compiled, Diffed.of(compiled));
    } catch (RuntimeException e) {
      return Stream.of(compiled + ": " + e);
    }
  }

  private static Stream<String> violations(Compiled compiled, Diffed diffed) {
    return Expect.of(compiled.fixture()).violations(compiled, Facts.of(diffed)).stream()
        .map(violation -> compiled + ": " + violation);
  }

  @ParameterizedTest
  @EnumSource(names = {"GCC_12", "AARCH64", "PPC64LE", "S390X", "LOONGARCH64"})
  void everyCaseIsSeenToFailWhenItsPatchIsMadeWrong(Command command) throws Exception {
    assumeTrue(Rebuild.isHere(command.compiler), command.compiler + " is not on this machine");
    command.into(folder).run("--mutant");
    List<String> silent =
        command
            .cases(folder)
            .filter(CompilerTest::toleratesMutant)
            .map(Compiled::toString)
            .toList();
    assertEquals(List.of(), silent);
  }

  private static boolean toleratesMutant(Compiled compiled) {
    ObjectFile mutant = compiled.object("mutant");
    Compiled checkedIn = Compiled.checkedIn(compiled.fixture(), compiled.machine());
    Diffed diffed = Diffed.of(checkedIn, checkedIn.orig(), mutant);
    return violations(checkedIn, diffed).findAny().isEmpty();
  }
}
