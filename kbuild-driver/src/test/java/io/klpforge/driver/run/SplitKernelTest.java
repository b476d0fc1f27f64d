package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.manifest.Schema;
import io.klpforge.driver.report.JsonReader;
import io.klpforge.driver.report.JsonValue;
import io.klpforge.driver.sign.TestKey;
import io.klpforge.driver.vm.GuestBoot;
import io.klpforge.driver.vm.GuestReport;
import io.klpforge.driver.vm.PatchTrial;
import io.klpforge.driver.vm.TrialStep;
import io.klpforge.driver.vm.Verdict;
import io.klpforge.emit.inspect.BuildIdNote;
import io.klpforge.emit.inspect.LivepatchModule;
import io.klpforge.emit.inspect.ReplacedObject;
import io.klpforge.emit.livepatch.ManifestSection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A patch of vmlinux and two modules as three livepatches. */
@Tag("kernel")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SplitKernelTest {
  private static final String PATCH = "three-objects";
  private static final String NAME = "livepatch-" + PATCH;
  private static final List<String> MODULES = List.of("binfmt_misc", "pktgen");
  private static final List<String> OBJECTS = List.of("vmlinux", "binfmt_misc", "pktgen");

  /** How many of the three changes are in force; that of pktgen tells that its callback ran. */
  private static final String SHOW =
      "mount -t binfmt_misc none /mnt; cat /proc/uptime /mnt/status /proc/net/pktgen/pgctrl"
          + " | grep -c -e 'klpforge$' -e 'klpforge 1$' | sed 's/$/ of 3/'; umount /mnt";

  @TempDir private static Path scratch;
  private Path patch;
  private StockKernel kernel;
  private Path output;

  @BeforeAll
  void build() throws IOException {
    kernel = StockKernel.require();
    output = scratch.resolve("output");
    patch = resource(PATCH + ".patch");
    Klpforge.run(kernel.build("-o", scratch.resolve("whole"), patch)).exits(0);
    Klpforge run = split("--keep-temp", "--report", scratch.resolve("report.json")).exits(0);
    run.says("[separate-transitions]", "transition of those before is 0");
    for (String object : OBJECTS) {
      assertTrue(run.out().contains("livepatch: " + livepatch(object) + "\npatches: " + object));
    }
  }

  private static Path resource(String name) throws IOException {
    Path file = scratch.resolve(name);
    try (InputStream text = SplitKernelTest.class.getResourceAsStream(name)) {
      Files.copy(text, file);
    }
    return file;
  }

  private Klpforge split(Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("--split", "-o", output, patch));
    arguments.addAll(List.of(more));
    return Klpforge.run(kernel.build(arguments.toArray()));
  }

  private Path livepatch(String object) {
    return output.resolve(NAME + "-" + object + ".ko");
  }

  private static ObjectFile read(Path module) {
    return ElfReader.read(Disk.bytes(module));
  }

  private JsonValue.Members manifest(String object) {
    return JsonReader.read(object, ManifestSection.read(read(livepatch(object))).orElseThrow());
  }

  private Map<String, byte[]> delivered() {
    Map<String, byte[]> files = new HashMap<>();
    for (Path file : Disk.entries(output)) {
      if (Files.isRegularFile(file)) {
        files.put(file.getFileName().toString(), Disk.bytes(file));
      }
    }
    return files;
  }

  @Test
  void eachModulePatchesOneObjectAndNeedsNoOther() {
    Set<String> expected = new HashSet<>();
    for (String object : OBJECTS) {
      expected.addAll(List.of(NAME + "-" + object + ".ko", NAME + "-" + object + ".json"));
      LivepatchModule module = LivepatchModule.of(read(livepatch(object)));
      assertEquals(List.of(object), module.objects().stream().map(ReplacedObject::name).toList());
      assertEquals(
          object.equals("pktgen") ? 1 : 0, module.objects().get(0).callbacks().size(), object);
      assertEquals(List.of(), module.modInfo().depends());
      module
          .sections()
          .forEach(
              section ->
                  assertTrue(
                      List.of("vmlinux", object).contains(section.object()), section.name()));
    }
    assertEquals(expected, delivered().keySet());
  }

  @Test
  void eachModuleIsVerifiedAndReplacesNoOther() {
    for (String object : OBJECTS) {
      List<String> arguments = new ArrayList<>(List.of("verify", livepatch(object).toString()));
      arguments.addAll(List.of("--kernel", kernel.release(), "--root", kernel.root().toString()));
      OBJECTS.stream()
          .filter(other -> !other.equals(object))
          .forEach(other -> arguments.addAll(List.of("--loaded", livepatch(other).toString())));
      Klpforge verified = Klpforge.run(arguments).exits(0);
      assertTrue(verified.out().contains("livepatches in force: 2 given\n"), verified::out);
    }
  }

  @Test
  void theManifestsTieThemTogether() throws IOException {
    JsonValue set = manifest("vmlinux").member("split").orElseThrow();
    assertEquals(NAME, set.text("name"));
    assertEquals(3, set.elements("members").size());
    for (int i = 0; i < OBJECTS.size(); i++) {
      String object = OBJECTS.get(i);
      JsonValue.Members manifest = manifest(object);
      assertEquals(List.of(), Schema.violations(manifest));
      assertEquals(set, manifest.member("split").orElseThrow());
      assertEquals("false", manifest.text("replacesAll"));
      assertEquals(1, manifest.elements("objects").size());
      JsonValue member = set.elements("members").get(i);
      assertEquals(object, member.text("object"));
      assertEquals(BuildIdNote.of(read(livepatch(object))).orElseThrow(), member.text("buildId"));
      Klpforge shown = Klpforge.run("inspect", livepatch(object).toString()).exits(0);
      assertTrue(shown.out().contains("split:     " + NAME + ", set " + set.text("id")));
      assertEquals("", shown.err());
    }
  }

  /** The last build id there is the last member's, pktgen's own. */
  @Test
  void inspectSaysWhereAModuleIsNotOfItsSet() {
    String own = BuildIdNote.of(read(livepatch("pktgen"))).orElseThrow();
    byte[] bytes = Disk.bytes(livepatch("pktgen"));
    int at = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf(own);
    bytes[at] = (byte) (bytes[at] == '0' ? '1' : '0');
    Path edited = scratch.resolve("edited.ko");
    Disk.write(edited, bytes);
    Klpforge.run("inspect", edited.toString()).exits(0).says("its manifest is not of this module");
  }

  @Test
  void theReportHasEveryManifest() {
    JsonValue report = JsonReader.read("report", Disk.text(scratch.resolve("report.json")));
    assertEquals("livepatch", report.text("verdict"));
    assertEquals(
        OBJECTS,
        report.elements("manifests").stream()
            .map(one -> one.elements("objects").get(0).text("owner"))
            .toList());
    assertEquals(
        List.of("bm_status_read", "uptime_proc_show", "pgctrl_show", "klpforge_pre_patch"),
        report.elements("functions").stream().map(one -> one.text("name")).toList());
  }

  /** The livepatches, and the modules they are for, in every order that is different in kind. */
  @Test
  void worksInEveryOrder() {
    List<PatchTrial> trials =
        List.of(
            trial("first", List.of("vmlinux", "binfmt_misc", "pktgen"), MODULES, 3),
            trial("after", List.of("pktgen", "binfmt_misc", "vmlinux"), List.of(), 3),
            trial("mixed", List.of("binfmt_misc", "vmlinux", "pktgen"), List.of("pktgen"), 3),
            trial("alone", List.of("pktgen"), List.of("pktgen"), 1),
            replaced());
    GuestReport report =
        new GuestBoot(kernel.vmlinuz(), GuestBoot.GENEROUS)
            .run(trials.stream().map(PatchTrial::scenario).toList());
    assertTrue(Verdict.of(replaced(), 0, report).replaced());
    for (PatchTrial trial : trials) {
      Verdict verdict = Verdict.of(trial, report);
      assertTrue(verdict.works(), () -> verdict.reasons() + "\n" + report.scenario(trial.name()));
      assertEquals(
          trial.loadedAfter().isEmpty(),
          report.step(trial.name(), TrialStep.LATE_MODULES.stepName()).isEmpty());
    }
  }

  /** An ordinary livepatch takes away what is in force. */
  private PatchTrial replaced() {
    Path whole = scratch.resolve("whole").resolve(NAME + ".ko");
    return trial("replaced", List.of(), MODULES, 3).of(List.of(livepatch("pktgen"), whole));
  }

  private PatchTrial trial(String name, List<String> order, List<String> first, int shown) {
    List<String> late = new ArrayList<>(MODULES);
    late.removeAll(first);
    return PatchTrial.of(name, livepatch("vmlinux"))
        .of(order.stream().map(this::livepatch).toList())
        .withModules(kernel.modules(), first, late)
        .expecting(SHOW, shown + " of 3");
  }

  @Test
  void beginningAtTheDiffGivesTheSameBytes() {
    Map<String, byte[]> before = delivered();
    split("--from", "diff", "--keep-temp").exits(0);
    Map<String, byte[]> again = delivered();
    assertEquals(before.keySet(), again.keySet());
    before.forEach((name, bytes) -> assertArrayEquals(bytes, again.get(name), name));
  }

  @Test
  void beginningAtTheModuleSignsEach() {
    TestKey key = TestKey.make(scratch, "tester", "-keyalg", "RSA", "-keysize", "2048");
    Map<String, byte[]> before = delivered();
    try {
      split("--from", "module", "--keep-temp", "--sign", key.key(), key.certificate())
          .exits(0)
          .says("- signed: CN=tester");
      for (String object : OBJECTS) {
        Klpforge shown = Klpforge.run("inspect", livepatch(object).toString()).exits(0);
        assertTrue(shown.out().contains("CN=tester"), shown::out);
      }
      Klpforge.run(kernel.build("--from", "module", "-o", output, patch))
          .failsSaying("not complete");
    } finally {
      before.forEach((name, bytes) -> Disk.write(output.resolve(name), bytes));
    }
  }

  @Test
  void refusesNewCodeThatTwoObjectsShare() throws IOException {
    Path shared = resource("shared.patch");
    Path other = scratch.resolve("shared");
    Klpforge.run(kernel.build("--split", "-o", other, shared))
        .exits(1)
        .says("fs/binfmt_misc.o: klpforge_mark: error: it is new in vmlinux", "[split-shared]");
    assertFalse(Files.exists(other));
    Klpforge.run(kernel.build("-o", other, shared)).exits(0);
  }
}
