package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.cache.Sha256;
import io.klpforge.driver.fixture.PatchFixture;
import io.klpforge.driver.manifest.Schema;
import io.klpforge.driver.report.JsonReader;
import io.klpforge.driver.report.JsonValue;
import io.klpforge.driver.vm.ModuleDirectory;
import io.klpforge.emit.inspect.BuildIdNote;
import io.klpforge.emit.inspect.KlpSection.KlpRelocation;
import io.klpforge.emit.inspect.LivepatchModule;
import io.klpforge.emit.livepatch.ManifestSection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a module tells of its making, compared with what it was made of. */
@Tag("kernel")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManifestKernelTest {
  private static final String NAME = "livepatch-module-binfmt";

  @TempDir private static Path output;
  private PatchFixture fixture;
  private StockKernel kernel;
  private Path module;
  private ObjectFile contents;
  private JsonValue.Members manifest;

  @BeforeAll
  void build() throws IOException {
    fixture = PatchFixture.named("module-binfmt");
    kernel = StockKernel.require();
    Klpforge.run(kernel.build(fixture.patch(), "-o", output)).exits(0);
    module = output.resolve(NAME + ".ko");
    contents = ElfReader.read(module);
    manifest = JsonReader.read(NAME, Disk.text(output.resolve(NAME + ".json")));
  }

  @Test
  void isAsItsSchemaSays() throws IOException {
    assertEquals(List.of(), Schema.violations(manifest));
  }

  @Test
  void liesInTheModuleToo() {
    Section section = contents.section(ManifestSection.NAME).orElseThrow();
    assertEquals(0, section.flags());
    assertEquals(1, section.alignment());
    assertTrue(Arrays.equals(Disk.bytes(output.resolve(NAME + ".json")), section.data().toArray()));
    Klpforge raw = Klpforge.run("inspect", "--manifest", module.toString()).exits(0);
    assertEquals(Disk.text(output.resolve(NAME + ".json")), raw.out());
  }

  @Test
  void namesPatchKernelAndModuleUnmistakably() throws IOException {
    JsonValue patch = manifest.elements("patches").get(0);
    assertEquals(fixture.patch().getFileName().toString(), patch.text("name"));
    assertEquals(Sha256.of(Disk.bytes(fixture.patch())), patch.text("sha256"));
    JsonValue target = manifest.member("kernel").orElseThrow();
    assertEquals(kernel.release(), target.text("release"));
    assertEquals(Sha256.of(Disk.bytes(kernel.config())), target.text("configSha256"));
    assertEquals(buildId(ElfReader.read(kernel.vmlinux())), target.text("buildId"));
    Path shipped = ModuleDirectory.of(kernel.modules()).file("binfmt_misc").orElseThrow();
    JsonValue patched = target.elements("modules").get(0);
    assertEquals("binfmt_misc", patched.text("name"));
    assertEquals(
        buildId(ElfReader.read(ModuleDirectory.contents(shipped))), patched.text("buildId"));
  }

  private static String buildId(ObjectFile file) {
    String id = BuildIdNote.of(file).orElseThrow();
    assertEquals(40, id.length(), id);
    return id;
  }

  @Test
  void listsTheRelocationsThatTheModuleHas() {
    List<String> listed =
        manifest.member("module").orElseThrow().elements("relocations").stream()
            .map(one -> one.text("offset") + " " + one.text("symbol") + " " + one.text("addend"))
            .toList();
    List<String> there =
        LivepatchModule.of(contents).sections().stream()
            .flatMap(section -> section.relocations().stream())
            .map(ManifestKernelTest::line)
            .toList();
    assertFalse(there.isEmpty());
    assertEquals(there, listed);
  }

  private static String line(KlpRelocation relocation) {
    return relocation.offset() + " " + relocation.symbol() + " " + relocation.addend();
  }

  @Test
  void whatIsDeliveredIsVerified() {
    Klpforge.run(
            List.of(
                "verify",
                module.toString(),
                "--kernel",
                kernel.release(),
                "--root",
                kernel.root().toString()))
        .exits(0);
    assertEquals("true", manifest.member("verification").orElseThrow().text("loads"));
  }

  @Test
  void inspectShowsItAndSaysWhereItIsNotOfThisModule() {
    Klpforge shown = Klpforge.run("inspect", module.toString()).exits(0);
    assertTrue(shown.out().contains("functions identical"), shown::out);
    assertEquals("", shown.err());
    byte[] edited = Disk.bytes(module);
    String text = new String(edited, StandardCharsets.ISO_8859_1);
    int inSection = text.indexOf(ManifestSection.read(contents).orElseThrow().substring(0, 40));
    int name = text.indexOf("\"newSize\" : ", inSection) + "\"newSize\" : ".length();
    edited[name] = (byte) (edited[name] == '9' ? '8' : '9');
    Path other = output.resolve("edited.ko");
    Disk.write(other, edited);
    Klpforge.run("inspect", other.toString()).exits(0).says("its manifest is not of this module");
    Disk.delete(other);
  }

  @Test
  void aModuleOfAnotherOriginHasNone() {
    Path shipped = ModuleDirectory.of(kernel.modules()).file("binfmt_misc").orElseThrow();
    Klpforge.run("inspect", shipped.toString()).exits(0);
    Klpforge.run("inspect", "--manifest", shipped.toString()).failsSaying("carries no manifest");
  }
}
