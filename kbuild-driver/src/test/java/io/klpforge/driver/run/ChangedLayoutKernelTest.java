package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.Command;
import io.klpforge.driver.command.CommandRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A struct of a header that several files of the shipped kernel use gets a new first member; who
 * uses it, {@code pfunct} of dwarves tells from the kernel's BTF.
 */
@Tag("kernel")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangedLayoutKernelTest {
  private static final String HEADER = "ipc/util.h";
  private static final String TYPE = "struct ipc_params";
  private static final String OBJECT = "ipc/util.o";
  private static final String MEMBER = "\tint klpforge;";

  @TempDir private static Path output;
  private StockKernel kernel;
  private Path patch;
  private Klpforge build;

  @BeforeAll
  void build() {
    kernel = StockKernel.require();
    patch = patch("layout.patch", HEADER, TYPE + " {", MEMBER);
    build = Klpforge.run(kernel.build("--keep-temp", "-n", "layout", "-o", output, patch)).exits(0);
  }

  /** {@return a file with a patch that adds a line behind another} */
  private Path patch(String name, String path, String behind, String added) {
    List<String> lines = Disk.lines(kernel.source().resolve(path));
    int line = lines.indexOf(behind) + 1;
    Path file = output.resolve(name);
    String before = String.format(Locale.ROOT, "--- a/%1$s\n+++ b/%1$s\n", path);
    String hunk = String.format(Locale.ROOT, "@@ -%1$d,2 +%1$d,3 @@\n", line);
    Disk.write(file, before + hunk + " " + behind + "\n+" + added + "\n " + lines.get(line) + "\n");
    return file;
  }

  /** Functions with a parameter that points to it, as another program tells. */
  private Set<String> takers() {
    String name = TYPE.substring(TYPE.indexOf(' ') + 1);
    Command pfunct =
        Command.of(output, "pfunct", "-F", "btf", "--class=" + name, "" + kernel.vmlinux());
    Set<String> names = new TreeSet<>(new CommandRunner().check(pfunct).lines().toList());
    assertTrue(names.size() >= 3, names.toString());
    return names;
  }

  @Test
  void itIsToldOnceAndEveryUserIsReplaced() {
    List<String> told =
        build.err().lines().filter(line -> line.contains("changes its layout")).toList();
    assertEquals(1, told.size(), build.toString());
    build.says(
        TYPE + ": warning: the patch changes its layout",
        "moves from byte 0 to 4",
        "klpforge is new at byte 0",
        "every function of the kernel that refers to it is replaced",
        "[changed-layout]");
    Set<String> changed =
        build
            .out()
            .lines()
            .filter(line -> line.startsWith("changed function: "))
            .map(line -> line.substring("changed function: ".length()))
            .collect(Collectors.toSet());
    Set<String> missing = takers();
    missing.removeAll(changed);
    assertEquals(Set.of(), missing);
  }

  /** Two dozen objects include the header; structures that exist have the old layout. */
  @Test
  void whatTheTouchedSourceRefusesIsToldBeforeAllOthersAreCompiled() {
    Path wide = patch("wide.patch", "fs/proc/internal.h", "struct proc_dir_entry {", MEMBER);
    Path own = patch("own.patch", "fs/proc/generic.c", "#include \"internal.h\"", "/* touched */");
    Klpforge.run(kernel.build("-n", "wide", "-o", output, wide, own))
        .exits(1)
        .says("struct proc_dir_entry: error", "[changed-layout]", "[not-all-compiled]")
        .says("compile 1 object with the patch");
  }

  @Test
  void oneObjectAloneLeavesTheOthersFunctions() throws IOException {
    Path work = output.resolve("layout.work");
    Klpforge diff =
        Klpforge.run(
                "diff",
                work.resolve("1-orig").resolve(OBJECT).toString(),
                work.resolve("2-patched").resolve(OBJECT).toString(),
                "--vmlinux",
                kernel.vmlinux().toString(),
                "--format",
                "json")
            .exits(1);
    Map<String, Object> json = JsonTree.parse(diff.out());
    Map<?, ?> layout = (Map<?, ?>) ((List<?>) json.get("changedLayouts")).get(0);
    assertEquals(TYPE, layout.get("type"));
    assertEquals("error", layout.get("severity"));
    Set<String> missing = takers();
    missing.removeAll((List<?>) json.get("changedFunctions"));
    missing.removeAll(names(layout, "recompiledFunctions"));
    missing.removeAll(names(layout, "otherFunctions"));
    assertEquals(Set.of(), missing);
    assertTrue(names(layout, "otherFunctions").size() >= 3, layout.toString());
  }

  private static List<String> names(Map<?, ?> layout, String member) {
    return ((List<?>) layout.get(member))
        .stream().map(user -> ((Map<?, ?>) user).get("name").toString()).toList();
  }

  @Test
  void acceptingWhatDidNotChangeIsSaid() {
    Klpforge.run(
            kernel.build(
                "--from",
                "diff",
                "--accept-layout",
                "struct nowhere",
                "-n",
                "layout",
                "--keep-temp",
                "-o",
                output,
                patch))
        .exits(0)
        .says("struct nowhere: note: its change is accepted", "[needless-accept]");
  }
}
