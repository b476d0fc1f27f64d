package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.Command;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.report.JsonReader;
import io.klpforge.driver.report.JsonValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The shipped kernel and a newer tree with five changes, one for each way that a fix can end. */
@Tag("kernel")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealFixesKernelTest {
  private static final String LOADAVG = "fs/proc/loadavg.c";

  @TempDir private static Path output;
  private StockKernel kernel;
  private Path newer;
  private Map<String, JsonValue> fixes;

  @BeforeAll
  void survey() {
    kernel = StockKernel.require();
    newer = StockKernel.cache().root().resolve("newer-" + ProcessHandle.current().pid());
    new CommandRunner()
        .check(
            Command.of(
                StockKernel.cache().root(), "cp", "-al", source().toString(), newer.toString()));
    edit("fs/proc/cmdline.c", "seq_putc(m, '\\n');", "seq_puts(m, \"\\nklpforge\\n\");");
    edit(LOADAVG, "get_avenrun(avnrun, FIXED_1/200, 0);", "get_avenrun(avnrun, FIXED_1/100, 0);");
    edit(LOADAVG, "pde_make_permanent(pde);", "if (pde)\n\t\tpde_make_permanent(pde);");
    edit("fs/proc/version.c", "fs_initcall", "/* a remark */\nfs_initcall");
    edit(
        "ipc/util.h",
        "struct ipc_params {",
        "#define KLPFORGE_ERROR -EINVAL\n\nstruct ipc_params {");
    edit("ipc/msgutil.c", "int err = -EFAULT;", "int err = KLPFORGE_ERROR;");
    fixes = run();
  }

  private Path source() {
    return kernel.source();
  }

  private void edit(String path, String old, String text) {
    String before = Disk.latin1(newer.resolve(path));
    assertTrue(before.contains(old), path);
    Disk.delete(newer.resolve(path));
    Disk.write(newer.resolve(path), before.replace(old, text));
  }

  private Map<String, JsonValue> run() {
    List<String> arguments = new ArrayList<>(kernel.build(newer, "--boot", "2", "-o", output));
    arguments.set(0, "realfixes");
    Klpforge run = Klpforge.run(arguments).exits(0);
    assertTrue(run.out().contains("loaded in the virtual machine: 2 of 2 work"), run::toString);
    JsonValue report = JsonReader.read("report", Disk.text(output.resolve("report.json")));
    Map<String, JsonValue> byName = new TreeMap<>();
    report.elements("fixes").forEach(fix -> byName.put(fix.text("name"), fix));
    return byName;
  }

  @AfterAll
  void removeTree() {
    Disk.delete(newer);
  }

  @Test
  void eachFixEndsAsItShould() {
    Map<String, String> outcomes = new TreeMap<>();
    fixes.forEach((name, fix) -> outcomes.put(name, fix.text("outcome")));
    assertEquals(
        Map.of(
            "fs-proc-cmdline", "delivered",
            "fs-proc-loadavg", "refused",
            "fs-proc-version", "nothing-changed",
            "ipc-msgutil", "delivered"),
        outcomes);
  }

  @Test
  void aFixThatNeedsAHeaderIsBuiltWithIt() {
    assertEquals(
        List.of("ipc/msgutil.c", "ipc/util.h [KLPFORGE_ERROR]"),
        fixes.get("ipc-msgutil").elements("paths").stream().map(JsonValue::text).toList());
  }

  @Test
  void aSecondRunTakesWhatIsThere() {
    Path result = output.resolve("fixes/fs-proc-cmdline/result.json");
    long before = result.toFile().lastModified();
    assertEquals(fixes.keySet(), run().keySet());
    assertEquals(before, result.toFile().lastModified());
    assertTrue(Disk.text(output.resolve("report.html")).contains("<td>init-code</td>"));
  }

  @Test
  void withoutInitCodeTheRestIsDelivered() {
    Path patch = output.resolve("fixes/fs-proc-loadavg/fs-proc-loadavg.patch");
    Klpforge.run(kernel.build("-n", "load", "-o", output, patch)).exits(1).says("[init-code]");
    Klpforge.run(kernel.build("-n", "load", "-o", output, "--leave-out-init", patch))
        .exits(0)
        .says("fs/proc/loadavg.o: proc_loadavg_init: warning", "[left-out-init]");
    assertTrue(Files.exists(output.resolve("load.ko")));
    JsonValue manifest = JsonReader.read("manifest", Disk.text(output.resolve("load.json")));
    assertTrue(
        manifest.elements("findings").stream()
            .anyMatch(finding -> finding.text("id").equals("left-out-init")),
        manifest::toString);
    List<String> changed =
        manifest.elements("objects").get(0).elements("changedFunctions").stream()
            .map(function -> function.text("name"))
            .toList();
    assertEquals(List.of("loadavg_proc_show"), changed);
  }
}
