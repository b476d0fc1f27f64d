package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.fixture.PatchFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No space left: for the module, for the unpacked source, for the workspace. */
@Tag("kernel")
class FullDiskKernelTest {
  private static final String REASON = "No space left on device";

  @TempDir private Path directory;

  private StockKernel kernel;
  private Path patch;

  @BeforeEach
  void locate() throws IOException {
    kernel = StockKernel.require();
    patch = PatchFixture.named("proc-cmdline").patch();
  }

  @Test
  void inTheOutput() {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), "4k")) {
      Klpforge.run(kernel.build("-o", disk.path(), patch)).failsSaying(REASON, "" + disk.path());
      assertEquals(List.of(), Disk.entries(disk.path()));
    }
  }

  @Test
  void inTheCacheWhenTheSourceIsUnpacked() throws Exception {
    inTheCache();
  }

  @Test
  void inTheCacheWhenTheWorkspaceIsMade() throws Exception {
    inTheCache("-s", kernel.source());
  }

  private void inTheCache(Object... more) throws Exception {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), "4m")) {
      Path output = directory.resolve("output");
      List<String> arguments = new ArrayList<>(kernel.build(more));
      arguments.addAll(List.of("-o", output.toString(), patch.toString()));
      KlpforgeProcess run = KlpforgeProcess.start(disk.path(), directory, arguments);
      run.finish().failsSaying(REASON);
      assertEquals(List.of(), Disk.entries(output));
      assertEquals(List.of(), Disk.entries(disk.path().resolve("work")));
    }
  }
}
