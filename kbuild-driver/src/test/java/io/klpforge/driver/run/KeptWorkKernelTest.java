package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.fixture.PatchFixture;
import io.klpforge.emit.inspect.BuildIdNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --keep-temp} leaves, and {@code klpforge diff} and {@code inspect} on it. */
@Tag("kernel")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeptWorkKernelTest {
  private static final String OBJECT = "kernel/reboot.o";

  @TempDir private static Path output;
  private StockKernel kernel;
  private Path work;

  @BeforeAll
  void build() throws IOException {
    kernel = StockKernel.require();
    Path patch = PatchFixture.named("unexported").patch();
    Klpforge.run(kernel.build("--keep-temp", "-n", "kept", "-o", output, patch)).exits(0);
    work = output.resolve("kept.work");
  }

  @Test
  void eachStepHasItsDirectoryAndIsClosed() {
    assertEquals(
        List.of(output.resolve("kept.json"), output.resolve("kept.ko"), work),
        Disk.entries(output));
    for (String step : List.of("1-orig", "2-patched", "3-diff", "4-module")) {
      assertTrue(Files.exists(work.resolve(step).resolve(".complete")), step);
    }
    assertTrue(Files.exists(work.resolve("1-orig").resolve(OBJECT)));
    assertTrue(Files.exists(work.resolve("2-patched").resolve(OBJECT)));
  }

  /** The manifest's first part lies in the work directory. */
  @Test
  void beginningAtTheDiffGivesTheSameBytes() throws IOException {
    byte[] module = Disk.bytes(output.resolve("kept.ko"));
    byte[] manifest = Disk.bytes(output.resolve("kept.json"));
    again("diff");
    assertArrayEquals(module, Disk.bytes(output.resolve("kept.ko")));
    assertArrayEquals(manifest, Disk.bytes(output.resolve("kept.json")));
  }

  /** The build id is made from all but the manifest, which knows no plans then. */
  @Test
  void beginningAtTheModuleGivesTheSameModuleButForItsManifest() throws IOException {
    Optional<String> buildId = buildId();
    assertTrue(Disk.text(output.resolve("kept.json")).contains("references meant"));
    again("module");
    assertEquals(buildId, buildId());
    assertFalse(Disk.text(output.resolve("kept.json")).contains("references meant"));
    again("diff");
  }

  private static Optional<String> buildId() {
    return BuildIdNote.of(ElfReader.read(Disk.bytes(output.resolve("kept.ko"))));
  }

  private void again(String step) throws IOException {
    Disk.delete(output.resolve("kept.ko"));
    Disk.delete(output.resolve("kept.json"));
    Path patch = PatchFixture.named("unexported").patch();
    Klpforge.run(kernel.build("--from", step, "-n", "kept", "-o", output, patch)).exits(0);
  }

  @Test
  void diffSaysWhatChanged() {
    Klpforge diff = diff(orig(), patched()).exits(0);
    assertEquals("changed function: cpu_show\n", diff.out());
  }

  @Test
  void diffSaysSoInJson() throws IOException {
    Map<String, Object> json =
        JsonTree.parse(diff(orig(), patched(), "--format", "json").exits(0).out());
    assertEquals(orig(), json.get("object"));
    assertEquals(List.of("cpu_show"), json.get("changedFunctions"));
    assertEquals(List.of(), json.get("newFunctions"));
    assertEquals(List.of(), json.get("findings"));
  }

  @Test
  void diffOfAnObjectWithItselfIsNothing() {
    assertEquals("no change: " + orig() + "\n", diff(orig(), orig()).exits(3).out());
  }

  @Test
  void diffWritesWhatALivepatchNeeds() {
    Path cut = output.resolve("work-out.o");
    diff(
            orig(),
            patched(),
            "-o",
            "" + cut,
            "--vmlinux",
            "" + kernel.vmlinux(),
            "--symvers",
            "" + kernel.symvers())
        .exits(0);
    ObjectFile object = ObjectDiffer.read(cut);
    Disk.delete(cut);
    List<String> names = object.sections().stream().map(Section::name).toList();
    assertTrue(names.contains(".text.cpu_show"), names.toString());
    assertTrue(!names.contains(".text.mode_store"), names.toString());
  }

  @Test
  void diffNeedsTheKernelToWriteAnObject() {
    diff(orig(), patched(), "-o", "x.o").exits(2).says("-o needs --vmlinux and --symvers");
  }

  @Test
  void diffOfACutObjectFails() {
    Path cut = output.resolve("cut.o");
    byte[] whole = Disk.bytes(Path.of(patched()));
    Disk.write(cut, Arrays.copyOf(whole, whole.length / 2));
    diff(orig(), cut.toString()).failsSaying(cut.toString());
    Disk.delete(cut);
  }

  @Test
  void inspectTellsOfEachNameItsPosition() throws IOException {
    String module = output.resolve("kept.ko").toString();
    Map<String, Object> json =
        JsonTree.parse(Klpforge.run("inspect", "--format", "json", module).exits(0).out());
    assertEquals("true", json.get("livepatch"));
    SymbolRanks ranks = SymbolRanks.of(kernel);
    List<String> symbols = ((List<?>) json.get("symbols")).stream().map(Object::toString).toList();
    for (String name : List.of("mode_store", "type_show", "poweroff_cmd", "C_A_D")) {
      String expected = ".klp.sym.vmlinux." + name + "," + ranks.position("reboot.c", name);
      assertTrue(symbols.contains(expected), expected + " is not one of " + symbols);
    }
    assertTrue(ranks.position("reboot.c", "mode_store") > 0, "mode_store is used only once");
  }

  @Test
  void aModuleThatIsCutShortIsNotTried() {
    Path cut = output.resolve("cut.ko");
    byte[] whole = Disk.bytes(output.resolve("kept.ko"));
    Disk.write(cut, Arrays.copyOf(whole, whole.length / 2));
    Klpforge.run("try", "" + cut, "--kernel", "" + kernel.vmlinuz()).failsSaying(cut.toString());
    Klpforge.run("inspect", "" + cut).failsSaying(cut.toString());
    Disk.delete(cut);
  }

  private static Klpforge diff(String... arguments) {
    List<String> all = new ArrayList<>(List.of("diff"));
    all.addAll(List.of(arguments));
    return Klpforge.run(all);
  }

  private String orig() {
    return work.resolve("1-orig").resolve(OBJECT).toString();
  }

  private String patched() {
    return work.resolve("2-patched").resolve(OBJECT).toString();
  }
}
