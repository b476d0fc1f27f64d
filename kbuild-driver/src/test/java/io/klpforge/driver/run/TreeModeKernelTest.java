package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.elf.Symbol;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.fixture.PatchFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The patches of fixtures/patches for a kernel that the program builds itself from its tree.
 *
 * <p>The kernel stays in the cache; building it costs six minutes of CPU.
 */
@Tag("kernel")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TreeModeKernelTest {
  private static final String FIXTURES = "io.klpforge.driver.fixture.PatchFixture#";

  @TempDir private static Path scratch;

  private SmallKernel kernel;
  private FixtureTrials trials;
  private Map<String, String> sourceBefore = new TreeMap<>();
  private String vmlinuxBefore = "";

  @BeforeAll
  void buildAllAndBootOnce() throws IOException {
    StockKernel stock = StockKernel.require();
    Path source = stock.source();
    sourceBefore = TreeDigest.of(source);
    kernel = SmallKernel.of(source, SmallKernel.toolchain(stock), scratch.resolve("config"));
    vmlinuxBefore = identity(kernel.vmlinux());
    trials = FixtureTrials.run(kernel, scratch.resolve("output"));
  }

  @ParameterizedTest
  @MethodSource(FIXTURES + "all")
  void endsAsItsFileSaysAndLeavesNothingElse(PatchFixture fixture) {
    trials.requireEnd(fixture);
  }

  @ParameterizedTest
  @MethodSource(FIXTURES + "delivered")
  void worksInTheKernelBuiltFromTheTree(PatchFixture fixture) {
    trials.requireWorks(fixture);
  }

  @ParameterizedTest
  @MethodSource(FIXTURES + "ofModules")
  void worksForAModuleLoadedLater(PatchFixture fixture) {
    trials.requireWorksLate(fixture);
  }

  @Test
  void givesEveryReasonOfARefusal() {
    trials.requireAllReasons();
  }

  @Test
  void saysThatNothingChanged() {
    trials.requireNothingChanged();
  }

  @Test
  void refersToTheRightOnesOfNamesUsedMoreThanOnce() throws IOException {
    trials.requireRightOnesOfEqualNames();
    SymbolRanks ranks = SymbolRanks.of(kernel);
    assertTrue(ranks.position("reboot.c", "type_show") > 0, "type_show is used only once");
    List<String> names = klpSymbols(FixtureTrials.livepatch(trials.output(), "unexported"));
    for (String name : List.of("mode_store", "type_show", "poweroff_cmd", "C_A_D")) {
      String expected = ".klp.sym.vmlinux." + name + "," + ranks.position("reboot.c", name);
      assertTrue(names.contains(expected), expected + " is not one of " + names);
    }
  }

  private static List<String> klpSymbols(Path livepatch) {
    return ObjectDiffer.read(livepatch).symbols().stream()
        .map(Symbol::name)
        .filter(name -> name.startsWith(".klp.sym."))
        .toList();
  }

  @Test
  void buildsTheKernelOnceAndNeverLinksItAgain() throws IOException {
    trials
        .builds()
        .forEach(
            (name, run) -> assertFalse(run.err().contains(SmallKernel.BUILDING), run::toString));
    assertEquals(vmlinuxBefore, identity(kernel.vmlinux()));
    for (Path entry : Disk.entries(StockKernel.cache().root())) {
      assertFalse(Files.exists(entry.resolve("tree/build/vmlinux.o")), entry.toString());
      assertFalse(Files.exists(entry.resolve("tree/build/vmlinux")), entry.toString());
    }
  }

  private static String identity(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return attributes.fileKey() + " " + attributes.lastModifiedTime() + " " + attributes.size();
  }

  @Test
  void givesTheSameBytesAgain() throws IOException {
    Path again = scratch.resolve("again");
    for (String fixture : List.of("new-function", "module-binfmt")) {
      Path patch = PatchFixture.named(fixture).patch();
      Klpforge.run(kernel.build(patch, "-o", again.resolve(fixture))).exits(0);
      Path first = FixtureTrials.livepatch(trials.output(), fixture);
      assertEquals(-1, Files.mismatch(first, FixtureTrials.livepatch(again, fixture)), fixture);
    }
  }

  @Test
  void leavesTheUsersTreeAsItWas() throws IOException {
    Map<String, String> differing = new TreeMap<>(TreeDigest.of(kernel.source()));
    assertEquals(sourceBefore.keySet(), differing.keySet());
    differing.entrySet().removeAll(sourceBefore.entrySet());
    assertEquals(Map.of(), differing);
  }
}
