package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.fixture.PatchFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees that no kernel can be built from, which is said before anything is built. */
class BadTreeTest {
  private static final String USABLE =
      """
      CONFIG_LIVEPATCH=y
      CONFIG_MODULES=y
      CONFIG_KALLSYMS_ALL=y
      CONFIG_DYNAMIC_FTRACE=y
      """;

  @TempDir private Path directory;
  private Path tree;

  @BeforeEach
  void makeTree() {
    tree = Disk.directory(directory.resolve("tree"));
  }

  @Test
  void treeThatIsNotConfigured() throws IOException {
    build()
        .failsSaying(
            tree.resolve(".config") + ": no such file",
            "configure the tree, or give a configuration with --config");
  }

  @Test
  void configurationThatIsNotThere() throws IOException {
    Path config = directory.resolve("nowhere");
    build("-c", config.toString()).failsSaying(config + ": no such file\n");
  }

  @Test
  void configurationThatIsNone() throws IOException {
    Disk.write(tree.resolve(".config"), "This is a letter.\n");
    build().failsSaying(tree.resolve(".config") + ": not a kernel configuration");
  }

  @Test
  void configurationWithoutLivepatch() throws IOException {
    Disk.write(tree.resolve(".config"), USABLE.replace("CONFIG_LIVEPATCH=y", ""));
    build()
        .failsSaying(
            tree.resolve(".config") + ": a kernel of this configuration cannot be live-patched",
            "CONFIG_LIVEPATCH is not set: the kernel refuses livepatches");
  }

  @Test
  void treeThatIsNoKernelSource() throws IOException {
    Disk.write(tree.resolve(".config"), USABLE);
    build("--skip-compiler-check").failsSaying(tree + ": not a kernel source tree");
  }

  @Test
  void treeThatIsNotThere() throws IOException {
    tree = directory.resolve("nowhere");
    build().failsSaying(tree + ": no such directory");
  }

  private Klpforge build(String... more) throws IOException {
    Path output = Disk.directory(directory.resolve("output"));
    Path patch = PatchFixture.named("proc-cmdline").patch();
    List<String> arguments = new ArrayList<>(List.of("build", "-s", "" + tree, "-o", "" + output));
    arguments.addAll(List.of(more));
    arguments.add(patch.toString());
    Klpforge run = Klpforge.run(arguments);
    assertEquals(List.of(), Disk.entries(output));
    return run;
  }
}
