package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.kernel.Toolchain;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Objects of a real kernel whose code did not change, though their bytes did: the differ must find
 * no changed function in any of them.
 */
@Tag("kernel")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LineNoiseKernelTest {
  private static final int OBJECTS = 200;

  /** As CONFIG_DEBUG_INFO does, for the part that tells lines. */
  private static final String DEBUG = "-g";

  /** Other debug information, no compiler's name, other hidden names: the same code. */
  private static final String OTHER_FLAGS = "-gdwarf-4 -g1 -fno-ident -frandom-seed=1";

  @TempDir private static Path scratch;

  @BeforeAll
  void compile() throws IOException {
    StockKernel stock = StockKernel.require();
    Toolchain toolchain = SmallKernel.toolchain(stock);
    SmallKernel kernel = SmallKernel.of(stock.source(), toolchain, scratch.resolve("config"));
    Path work = scratch.resolve("work");
    ObjectBuilds builds = ObjectBuilds.of(kernel, toolchain, work, OBJECTS);
    builds.compile(toolchain, DEBUG, scratch.resolve("orig"));
    builds.compile(toolchain, OTHER_FLAGS, scratch.resolve("flags"));
    builds.addLines();
    builds.compile(toolchain, DEBUG, scratch.resolve("lines"));
    // JUnit would warn of each of the tree's 78,000 links.
    Disk.delete(work);
  }

  @Test
  void aCommentLineOnTopOfEachFileChangesNoFunction() {
    Klpforge run = diff("lines").exits(3);
    assertTrue(differing(run) > OBJECTS * 9 / 10, run::toString);
  }

  @Test
  void flagsThatKeepTheCodeChangeNoFunction() {
    Klpforge run = diff("flags").exits(3);
    assertEquals(OBJECTS, differing(run), run::toString);
  }

  private static Klpforge diff(String tree) {
    return Klpforge.run(
        "diff", "--debug", "" + scratch.resolve("orig"), "" + scratch.resolve(tree));
  }

  /** How many objects have other bytes and the same code. */
  private static int differing(Klpforge run) {
    return Integer.parseInt(
        run.out().replaceAll("(?s).* identical, ([0-9]+) with the same code.*", "$1"));
  }
}
