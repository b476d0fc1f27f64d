package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.fixture.PatchFixture;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of a kernel that do not belong together, and patches that do not fit its source. */
@Tag("kernel")
class BadKernelKernelTest {
  @TempDir private Path directory;

  private StockKernel kernel;
  private Path output;
  private Path patch;

  @BeforeEach
  void locate() throws IOException {
    kernel = StockKernel.require();
    output = Disk.directory(directory.resolve("output"));
    patch = PatchFixture.named("proc-cmdline").patch();
  }

  @Test
  void patchForAnotherSource() {
    Path wrong = directory.resolve("wrong.patch");
    Disk.write(wrong, Disk.text(patch).replace("saved_command_line", "unsaved_command_line"));
    build(wrong)
        .failsSaying(
            "wrong.patch: does not apply", "fs/proc/cmdline.c: hunk 1 (line 5 of the patch)");
  }

  @Test
  void patchThatIsInAlready() {
    Path undo = directory.resolve("undo.patch");
    Disk.write(
        undo,
        Disk.text(patch).replace("+\tseq_puts", "-\tseq_puts").replace("8,6 +8,7", "8,7 +8,6"));
    build(undo).failsSaying("undo.patch: does not apply", "fs/proc/cmdline.c");
  }

  @Test
  void patchForAFileThatIsNotThere() {
    Path wrong = directory.resolve("wrong.patch");
    Disk.write(wrong, Disk.text(patch).replace("cmdline.c", "nowhere.c"));
    build(wrong).failsSaying("wrong.patch: does not apply", "fs/proc/nowhere.c: no such file");
  }

  /** The kernel's source has links of its own, such as these headers of device trees. */
  @Test
  void patchThroughASymbolicLink() {
    Path wrong = directory.resolve("wrong.patch");
    String link = "scripts/dtc/include-prefixes/dt-bindings/clock/actions,s500-cmu.h";
    Disk.write(wrong, Disk.text(patch).replace("fs/proc/cmdline.c", link));
    build(wrong)
        .failsSaying("goes through the symbolic link scripts/dtc/include-prefixes/dt-bindings");
  }

  @Test
  void codeThatDoesNotCompile() {
    Path wrong = directory.resolve("wrong.patch");
    Disk.write(wrong, Disk.text(patch).replace("\"klpforge\\n\"", "klpforge"));
    build(wrong)
        .failsSaying("with the patch: failed", "fs/proc/cmdline.c:11:", "'klpforge' undeclared");
  }

  @Test
  void packageThatIsMissing() {
    Path root = directory.resolve("root");
    for (String part : List.of("boot", "lib", "usr/src")) {
      Disk.link(root.resolve(part), kernel.root().resolve(part));
    }
    Klpforge.run(
            "build",
            "--kernel",
            kernel.release(),
            "--root",
            "" + root,
            "-o",
            "" + output,
            "" + patch)
        .failsSaying("apt-get install linux-image-" + kernel.release() + "-dbg");
    assertNothingLeft();
  }

  @Test
  void anotherCompiler() {
    Path config =
        config("CONFIG_CC_VERSION_TEXT=\"gcc-12 (", "CONFIG_CC_VERSION_TEXT=\"gcc-12 (Other ");
    build(patch, "-c", config)
        .failsSaying("gcc-12: not the compiler of the kernel", "--skip-compiler-check");
  }

  @Test
  void compilerThatIsNotHere() {
    Path config = config("CONFIG_CC_VERSION_TEXT=\"gcc-12 ", "CONFIG_CC_VERSION_TEXT=\"gcc-99 ");
    build(patch, "-c", config).failsSaying("gcc-99: the kernel's compiler is not on this machine");
  }

  @Test
  void configurationWithoutLivepatch() {
    Path config = config("CONFIG_LIVEPATCH=y", "# CONFIG_LIVEPATCH is not set");
    build(patch, "-c", config).failsSaying("cannot be live-patched", "CONFIG_LIVEPATCH is not set");
  }

  @Test
  void systemMapOfAnotherBuild() {
    Path map = directory.resolve("System.map");
    Disk.write(
        map,
        Disk.lines(kernel.systemMap()).stream()
            .map(line -> line.replaceFirst("^ffffffff8", "ffffffff9"))
            .collect(Collectors.joining("\n")));
    build(patch, "--system-map", map).failsSaying("System.map: of another build than");
  }

  @Test
  void vmlinuxOfAnotherRelease() throws IOException {
    Path vmlinux = directory.resolve("vmlinux");
    Files.copy(kernel.vmlinux(), vmlinux);
    rename(vmlinux, "Linux version " + kernel.release(), "Linux version 6.0");
    build(patch, "-v", vmlinux).failsSaying("vmlinux: a vmlinux of another kernel", "it is 6.0");
  }

  @Test
  void vmlinuxThatIsCutShort() throws IOException {
    Path vmlinux = directory.resolve("vmlinux");
    Files.copy(kernel.vmlinux(), vmlinux);
    try (FileChannel channel = FileChannel.open(vmlinux, StandardOpenOption.WRITE)) {
      channel.truncate(1 << 20);
    }
    build(patch, "-v", vmlinux).failsSaying(vmlinux.toString());
  }

  @Test
  void symversThatIsNone() {
    Path symvers = directory.resolve("Module.symvers");
    Disk.write(symvers, "this is no table of exports\n");
    build(patch, "--symvers", symvers).failsSaying(symvers.toString());
  }

  @Test
  void sourceThatIsNone() {
    Path source = Disk.directory(directory.resolve("tree"));
    build(patch, "-s", source).failsSaying("tree: not a kernel source tree");
  }

  /** Root may write everywhere, but not into a file. */
  @Test
  void outputThatIsAFile() {
    Path file = directory.resolve("file");
    Disk.write(file, "");
    Klpforge.run(kernel.build(patch, "-o", file)).failsSaying(file.toString());
  }

  private Path config(String from, String to) {
    Path config = directory.resolve("config");
    Disk.write(config, Disk.text(kernel.config()).replace(from, to));
    return config;
  }

  private Klpforge build(Path patch, Object... more) {
    List<String> arguments = kernel.build(more);
    arguments.addAll(List.of("-o", output.toString(), patch.toString()));
    Klpforge run = Klpforge.run(arguments);
    assertNothingLeft();
    return run;
  }

  /** Nothing but the logs that a message may name. */
  private void assertNothingLeft() {
    assertEquals(List.of(), Disk.entries(output));
    Path work = StockKernel.cache().root().resolve("work");
    List<Path> left = Disk.entries(work).stream().flatMap(of -> Disk.entries(of).stream()).toList();
    assertTrue(left.stream().allMatch(file -> file.toString().endsWith(".log")), left.toString());
  }

  /** Overwrites every place that has {@code text} with {@code other} and a space behind it. */
  private static void rename(Path file, String text, String other) throws IOException {
    byte[] from = text.getBytes(StandardCharsets.US_ASCII);
    byte[] to = (other + " ").getBytes(StandardCharsets.US_ASCII);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer bytes = channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size());
      for (int at = 0; at + from.length <= bytes.limit(); at++) {
        if (bytes.get(at) == from[0] && matches(bytes, at, from)) {
          bytes.put(at, to);
        }
      }
    }
  }

  private static boolean matches(MappedByteBuffer bytes, int at, byte[] text) {
    byte[] there = new byte[text.length];
    bytes.get(at, there);
    return Arrays.equals(there, text);
  }
}
