package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.cache.Disk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why functions of a real kernel changed. */
@Tag("kernel")
class ExplainKernelTest {
  /** {@code get_uts()} is inlined into the only function that calls it. */
  private static final String INLINED =
      """
      --- a/kernel/utsname_sysctl.c
      +++ b/kernel/utsname_sysctl.c
      @@ -21,6 +21,8 @@
       \tstruct uts_namespace *uts_ns;

       \tuts_ns = current->nsproxy->uts_ns;
      +\tif (!uts_ns)
      +\t\treturn table->data;
       \twhich = (which - (char *)&init_uts_ns) + (char *)uts_ns;

       \treturn which;
      """;

  @TempDir private Path scratch;

  @Test
  void namesTheInlinedCalleeThatChangedAndShowsItsSource() {
    Path patch = scratch.resolve("inlined.patch");
    Disk.write(patch, INLINED);
    Klpforge run = Klpforge.run(StockKernel.require().build(patch, "--explain", "-o", scratch));
    run.exits(0);
    List<String> lines = run.out().lines().toList();
    assertEquals("changed function: proc_do_uts_string", lines.get(0), run::toString);
    assertTrue(
        lines.stream()
            .anyMatch(
                line ->
                    line.matches(
                        "  why: inlined callee: get_uts\\(\\) of kernel/utsname_sysctl.c:[0-9]+,"
                            + " inlined at kernel/utsname_sysctl.c:[0-9]+.*; changed:"
                            + " kernel/utsname_sysctl.c:[0-9]+-[0-9]+ added")),
        run::toString);
    assertTrue(run.out().contains("if (!uts_ns)"), run::toString);
    assertTrue(lines.stream().noneMatch(line -> line.contains("own source lines")), run::toString);
    assertTrue(lines.stream().noneMatch(line -> line.contains("drift")), run::toString);
  }
}
