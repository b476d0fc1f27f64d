package io.klpforge.driver.kbuild;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.kernel.CompilerCheck;
import io.klpforge.driver.kernel.KernelBanner;
import io.klpforge.driver.kernel.KernelConfig;
import io.klpforge.driver.kernel.KernelLocator;
import io.klpforge.driver.kernel.KernelOverrides;
import io.klpforge.driver.kernel.SourceVersion;
import io.klpforge.driver.kernel.TargetKernel;
import io.klpforge.driver.kernel.VmlinuxCheck;
import io.klpforge.driver.patch.PatchFile;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.Failure;
import io.klpforge.driver.report.Verbosity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against a distribution's own kernel, whose packages were unpacked below {@code
 * $KLPFORGE_TEST_ROOT}. The workspace stays in the cache for the next time.
 */
@Tag("kernel")
class StockKernelTest {
  private static final CommandRunner RUNNER = new CommandRunner();
  private static final Console CONSOLE =
      new Console(writer(System.out), writer(System.err), Verbosity.DEBUG);

  private static TargetKernel kernel;
  private static Cache cache;
  private static Workspace workspace;

  @TempDir private Path directory;

  @BeforeAll
  static void takeWorkspace() {
    String root = System.getenv().getOrDefault("KLPFORGE_TEST_ROOT", "");
    assumeFalse(root.isEmpty(), "KLPFORGE_TEST_ROOT is not set: no kernel packages to test with");
    kernel = new KernelLocator(Path.of(root), KernelOverrides.none()).locate(release(root));
    cache = Cache.of(System.getenv(), Path.of(System.getProperty("user.home")));
    KernelConfig config = KernelConfig.read(kernel.config());
    String compiler = new CompilerCheck(RUNNER).require(config, false);
    SourceTree source = new SourceStore(cache, RUNNER, CONSOLE).open(kernel.source());
    WorkspaceRequest request = WorkspaceRequest.of(kernel, source, config, compiler);
    workspace = new Workspaces(cache, RUNNER, CONSOLE).take(request, 2);
  }

  private static PrintWriter writer(java.io.PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private static String release(String root) {
    return Disk.entries(Path.of(root, "boot")).stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> name.startsWith("config-"))
        .map(name -> name.substring("config-".length()))
        .findFirst()
        .orElseThrow(() -> new Failure(root + "/boot: no config-RELEASE in it"));
  }

  @AfterAll
  static void giveBack() {
    if (workspace != null) {
      workspace.close();
    }
  }

  @Test
  void acceptsPartsOfOneKernel() throws IOException {
    KernelBanner banner = VmlinuxCheck.require(kernel, ElfReader.read(kernel.vmlinux()));
    Path tree = workspace.request().source().directory();
    SourceVersion.of(tree).require(banner, tree);
  }

  @Test
  void knowsTheVeryModulesThatWereShipped() {
    Set<String> shipped =
        Disk.lines(kernel.modules().resolve("modules.order")).stream()
            .map(line -> line.replaceFirst("^kernel/", "").replaceFirst("\\.ko$", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(shipped, workspace.objects().modules());
  }

  @Test
  void changesNoOptionThatMatters() {
    assertEquals(List.of(), workspace.configDrift());
  }

  @Test
  void compilesATouchedSourceOnBothSides() throws IOException {
    PatchBuild.Result result =
        build("fs/proc/cmdline.c", "seq_putc(m, '\\n');", "seq_puts(m, \" patched\\n\");");
    ObjectPair pair = result.pairs().get(0);
    assertEquals(1, result.pairs().size());
    assertEquals("fs/proc/cmdline.o", pair.object());
    assertEquals("vmlinux", pair.owner());
    assertTrue(Files.mismatch(pair.orig().orElseThrow(), pair.patched()) >= 0);
    assertEquals(
        List.of(), Disk.entries(workspace.build().resolve("fs/proc")), "products left behind");
  }

  @Test
  void compilesAnAddedLineToTheSameObject() throws IOException {
    PatchBuild.Result result =
        build("fs/proc/cmdline.c", "#include <linux/fs.h>", "#include <linux/fs.h>\n/* new */");
    ObjectPair pair = result.pairs().get(0);
    assertEquals(contents(pair.orig().orElseThrow()), contents(pair.patched()));
  }

  /** The two may be of two workspaces, whose places debug information names. */
  private static List<Map.Entry<String, Bytes>> contents(Path object) {
    return ElfReader.read(Disk.bytes(object)).sections().stream()
        .filter(section -> !section.name().contains(".debug_"))
        .map(section -> Map.entry(section.name(), section.data()))
        .toList();
  }

  @Test
  void dropsObjectsWhosePreprocessedTextIsTheSame() throws IOException {
    PatchBuild.Result result =
        build("fs/proc/internal.h", "#include <linux/proc_fs.h>", "#include <linux/proc_fs.h>\n ");
    assertEquals(List.of(), result.pairs());
  }

  @Test
  void compilesOnlyTheTouchedSourcesWhereTheseRefuseThePatch() throws IOException {
    String source = Disk.text(source("fs/proc/cmdline.c"));
    String header = Disk.text(source("fs/proc/internal.h"));
    String entry = "struct proc_dir_entry {";
    assertTrue(header.contains(entry));
    String patch =
        diff("fs/proc/cmdline.c", source, source.replace("'\\n'", "' '"))
            + diff("fs/proc/internal.h", header, header.replace(entry, entry + "\n\tint first;"));
    List<String> seen = new ArrayList<>();
    PatchBuild.Result refused =
        build(
            patch,
            own -> {
              own.forEach(pair -> seen.add(pair.object()));
              return true;
            });
    assertEquals(List.of("fs/proc/cmdline.o"), seen);
    assertEquals(seen, refused.pairs().stream().map(ObjectPair::object).toList());
    PatchBuild.Result whole = build(patch);
    assertEquals(0, whole.left());
    assertTrue(refused.left() > 12, refused.left() + " objects");
    assertTrue(whole.pairs().size() > 1, whole.pairs()::toString);
    assertTrue(whole.pairs().size() <= 1 + refused.left(), whole.pairs()::toString);
  }

  /**
   * Two dozen objects include the header; the sources that name the function are looked for here.
   */
  @Test
  void compilesOnlyWhoUsesWhatAHeaderChanges() throws IOException {
    PatchBuild.Result result =
        build(
            "fs/proc/internal.h",
            "return pde->flags & PROC_ENTRY_PERMANENT;",
            "return !(pde->flags & PROC_ENTRY_PERMANENT);");
    List<String> users =
        workspace.sources().stream()
            .filter(path -> path.startsWith("fs/proc/"))
            .filter(path -> Disk.latin1(source(path)).contains("pde_is_permanent("))
            .map(ObjectFiles::object)
            .toList();
    assertTrue(users.size() > 1, users::toString);
    assertEquals(users, result.pairs().stream().map(ObjectPair::object).toList());
    for (ObjectPair pair : result.pairs()) {
      assertTrue(
          !contents(pair.orig().orElseThrow()).equals(contents(pair.patched())), pair.object());
    }
  }

  @Test
  void compilesANewSourceThatAMakefileLists() throws IOException {
    String makefile = Disk.text(source("fs/proc/Makefile"));
    String patch =
        diff("fs/proc/Makefile", makefile, makefile + "proc-y += klp_new.o\n")
            + "--- /dev/null\n+++ b/fs/proc/klp_new.c\n@@ -0,0 +1 @@\n+int klp_new;\n";
    PatchBuild.Result result = build(patch);
    assertEquals(
        List.of("fs/proc/klp_new.o vmlinux true"),
        result.pairs().stream()
            .map(pair -> pair.object() + " " + pair.owner() + " " + pair.orig().isEmpty())
            .toList());
  }

  @Test
  void refusesWhatCannotBeFollowedByName() throws IOException {
    assertEquals(List.of("unsupported-library"), rules("arch/x86/lib/delay.c", "{", "{\n"));
    assertEquals(List.of("unsupported-kconfig"), rules("fs/Kconfig", "config", "config"));
    assertEquals(List.of("not-in-kernel"), rules("fs/adfs/dir.c", "{", "{\n"));
    assertEquals(
        List.of("unsupported-makefile"),
        rules("fs/proc/Makefile", "obj-y", "ccflags-y := -O1\nobj-y"));
  }

  @Test
  void showsTheCompilersErrorOnly() {
    Failure failure =
        assertThrows(Failure.class, () -> build("fs/proc/cmdline.c", "seq_putc", "seq_putq"));
    String message = failure.getMessage();
    assertTrue(message.contains("fs/proc/cmdline.c:"), message);
    assertTrue(message.contains("seq_putq"), message);
    assertFalse(message.contains("make["), message);
  }

  @Test
  void linksTheSameModuleTwice() throws IOException {
    assertEquals(-1, Files.mismatch(link("one", ""), link("two", "")));
    byte[] module = Disk.bytes(link("three", ""));
    String text = new String(module, StandardCharsets.ISO_8859_1);
    assertTrue(text.contains("vermagic=" + kernel.release() + " "));
    assertFalse(text.contains(workspace.tree().toString()), "holds a path of this machine");
  }

  @Test
  void namesSymbolsThatNothingDefines() {
    Failure failure =
        assertThrows(
            Failure.class, () -> link("x", "extern int klp_no; int f(void) {return klp_no;}\n"));
    assertTrue(failure.getMessage().contains("\n    klp_no\n"), failure.getMessage());
  }

  @Test
  void givesAuthorsTheirCallbacks() throws IOException {
    String code =
        """
        #include "kpatch-macros.h"
        static int before(patch_object *obj)
        {
        	return 0;
        }
        KPATCH_PRE_PATCH_CALLBACK(before);
        """;
    String text = Disk.latin1(link("callback", code));
    assertTrue(text.contains(".klpforge.callbacks.pre_patch"));
  }

  private Path link(String directoryName, String code) throws IOException {
    TreeMap<String, byte[]> files = new TreeMap<>();
    files.put("Kbuild", "obj-m := livepatch-t.o\n".getBytes(StandardCharsets.UTF_8));
    String source = "#include <linux/module.h>\nMODULE_LICENSE(\"GPL\");\n" + code;
    files.put("livepatch-t.c", source.getBytes(StandardCharsets.UTF_8));
    Path log = directory.resolve("link.log");
    Path module = new ModuleLink(RUNNER, workspace).link("livepatch-t", files, log);
    Path copy = directory.resolve(directoryName + ".ko");
    return Files.copy(module, copy);
  }

  private List<String> rules(String path, String from, String to) throws IOException {
    String orig = Disk.text(source(path));
    String patched = orig.replaceFirst(java.util.regex.Pattern.quote(from), to) + "\n";
    return build(diff(path, orig, patched)).findings().stream().map(Finding::rule).toList();
  }

  private PatchBuild.Result build(String path, String from, String to) throws IOException {
    String orig = Disk.text(source(path));
    assertTrue(orig.contains(from), path);
    return build(diff(path, orig, orig.replace(from, to)));
  }

  private PatchBuild.Result build(String patch) throws IOException {
    return build(patch, own -> false);
  }

  private PatchBuild.Result build(String patch, Predicate<List<ObjectPair>> hopeless)
      throws IOException {
    Path file = Files.writeString(directory.resolve("fix.patch"), patch);
    Path work = Files.createTempDirectory(directory, "work");
    return new PatchBuild(RUNNER, CONSOLE, cache, 2, Integer.MAX_VALUE)
        .build(workspace, List.of(PatchFile.read(file)), work, hopeless);
  }

  private static Path source(String path) {
    return workspace.request().source().directory().resolve(path);
  }

  /** The whole file in one hunk. */
  private static String diff(String path, String orig, String patched) {
    return "--- a/"
        + path
        + "\n+++ b/"
        + path
        + "\n@@ -1,"
        + orig.lines().count()
        + " +1,"
        + patched.lines().count()
        + " @@\n"
        + orig.lines().map(line -> "-" + line + "\n").collect(Collectors.joining())
        + patched.lines().map(line -> "+" + line + "\n").collect(Collectors.joining());
  }
}
