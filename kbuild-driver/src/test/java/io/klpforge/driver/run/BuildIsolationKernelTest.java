package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.fixture.PatchFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds that meet in one cache, and builds that are killed, from a source that is the user's.
 *
 * <p>The tests go through one cache in order, which is empty at first: preparing it costs a minute.
 */
@Tag("kernel")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BuildIsolationKernelTest {
  /** What the patch "unexported" changes. */
  private static final String SOURCE = "kernel/reboot.c";

  @TempDir private static Path scratch;

  private StockKernel kernel;
  private Path cache;
  private Path source;
  private Map<String, String> before = new TreeMap<>();
  private int outputs;

  @BeforeAll
  void lookAtTheSource() throws IOException {
    kernel = StockKernel.require();
    source = kernel.source();
    before = TreeDigest.of(source);
    cache = Files.createTempDirectory(StockKernel.cache().root(), "isolated-");
  }

  @AfterAll
  void deleteTheCache() {
    if (cache != null) {
      Disk.delete(cache);
    }
  }

  /** Whoever builds, with what settings, in which directories, and how many things at once. */
  @Test
  @Order(1)
  void twoAtOnceInAnEmptyCacheGiveTheBytesThatOneElsewhereGives() throws Exception {
    KlpforgeProcess one = start("unexported");
    KlpforgeProcess other = startAsStranger("unexported");
    one.finish().exits(0);
    other.finish().exits(0);
    Path elsewhere = scratch.resolve("elsewhere");
    Klpforge.run(kernel.build(PatchFixture.named("unexported").patch(), "-o", elsewhere)).exits(0);
    for (String file : List.of("livepatch-unexported.ko", "livepatch-unexported.json")) {
      assertEquals(-1, Files.mismatch(output(1).resolve(file), output(2).resolve(file)), file);
      assertEquals(-1, Files.mismatch(output(1).resolve(file), elsewhere.resolve(file)), file);
      requireNoTrace(Disk.latin1(output(1).resolve(file)));
    }
    assertEquals(List.of(), Disk.entries(cache.resolve("work")));
  }

  /** Places that all three builds have in common. */
  private void requireNoTrace(String text) {
    for (Object trace : List.of(scratch, cache, kernel.root(), System.getProperty("user.dir"))) {
      assertFalse(text.contains(trace.toString()), trace.toString());
    }
  }

  @Test
  @Order(2)
  void twoPatchesOfOneFileAtOnceKeepApart() throws Exception {
    KlpforgeProcess changes = start("proc-cmdline");
    KlpforgeProcess doesNot = start("no-change");
    changes.finish().exits(0);
    doesNot.finish().exits(3);
    assertEquals(
        FixtureTrials.delivered(module(outputs - 1, "proc-cmdline")),
        Disk.entries(output(outputs - 1)));
    assertEquals(List.of(), Disk.entries(output(outputs)));
  }

  /** The compiler is stopped, so that it would go on when the next build is at work. */
  @Test
  @Order(3)
  void aBuildAfterOneThatWasKilledWhileCompilingIsAsGoodAsEver() throws Exception {
    for (String side : List.of("1-orig", "2-patched")) {
      forgetOriginalObjects();
      KlpforgeProcess killed = start("unexported");
      List<ProcessHandle> compilers = stopCompilers(killed, side);
      killed.signal("KILL");
      assertEquals(128 + 9, killed.finish().status());
      assertEquals(List.of(), Disk.entries(output(outputs)));
      assertFalse(Disk.entries(cache.resolve("work")).isEmpty());
      start("unexported").finish().exits(0);
      assertEquals(-1, Files.mismatch(module(1, "unexported"), module(outputs, "unexported")));
      assertEquals(List.of(), Disk.entries(cache.resolve("work")));
      assertTrue(compilers.stream().noneMatch(ProcessHandle::isAlive), "a compiler goes on");
    }
  }

  @Test
  @Order(4)
  void endingItLeavesNoProgramRunningAndNothingInTheOutput() throws Exception {
    for (String signal : List.of("INT", "TERM")) {
      KlpforgeProcess ended = start("unexported");
      ended.awaitUntil("a compiler", () -> !ended.compilersOf(SOURCE).isEmpty());
      List<ProcessHandle> children = ended.children();
      ended.signal(signal);
      Klpforge end = ended.finish();
      assertEquals(signal.equals("INT") ? 130 : 143, end.status(), end::toString);
      assertFalse(end.err().contains("xception"), end::toString);
      for (ProcessHandle child : children) {
        child.onExit().get();
      }
      assertEquals(List.of(), Disk.entries(output(outputs)));
    }
    start("no-change").finish().exits(3);
    assertEquals(List.of(), Disk.entries(cache.resolve("work")));
  }

  @Test
  @Order(5)
  void theSourceIsWhatItWasToTheLastTimeOfChange() throws IOException {
    assertTrue(before.size() > 50_000, "files: " + before.size());
    Map<String, String> after = TreeDigest.of(source);
    Map<String, String> differing = new TreeMap<>(after);
    differing.entrySet().removeAll(before.entrySet());
    assertEquals(Map.of(), differing);
    assertEquals(before.keySet(), after.keySet());
  }

  private KlpforgeProcess start(String fixture) throws IOException {
    outputs++;
    Path patch = PatchFixture.named(fixture).patch();
    List<String> arguments = kernel.build(patch, "-s", source, "-o", output(outputs));
    return KlpforgeProcess.start(cache, scratch, arguments);
  }

  private KlpforgeProcess startAsStranger(String fixture) throws IOException {
    outputs++;
    Path patch = scratch.resolve("other place").resolve(fixture + ".patch");
    Disk.copy(PatchFixture.named(fixture).patch(), patch);
    Path root = scratch.resolve("other-root");
    Disk.link(root, kernel.root());
    List<String> arguments =
        new StockKernel(root, kernel.release())
            .build(patch, "-s", source, "-o", output(outputs), "-j", "1");
    return KlpforgeProcess.startAsStranger(cache, scratch, arguments);
  }

  private static Path output(int number) {
    return scratch.resolve("output-" + number);
  }

  private static Path module(int number, String fixture) {
    return output(number).resolve("livepatch-" + fixture + ".ko");
  }

  private void forgetOriginalObjects() {
    Disk.entries(cache).stream()
        .filter(entry -> entry.getFileName().toString().startsWith("orig-"))
        .forEach(Disk::delete);
  }

  private List<ProcessHandle> stopCompilers(KlpforgeProcess build, String side) throws Exception {
    List<ProcessHandle> stopped = new ArrayList<>();
    build.awaitUntil(
        side,
        () -> {
          if (compiling(side)) {
            build.compilersOf(SOURCE).stream().filter(KlpforgeProcess::stop).forEach(stopped::add);
          }
          return !stopped.isEmpty();
        });
    return stopped;
  }

  private boolean compiling(String side) {
    boolean origMade =
        Disk.entries(cache.resolve("work")).stream()
            .anyMatch(work -> Files.exists(work.resolve("1-orig/.complete")));
    return origMade == side.equals("2-patched");
  }
}
