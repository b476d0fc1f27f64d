package io.klpforge.driver.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A patched module's function tests a static key that another module exports. */
@Tag("kernel")
class RequiredModuleKernelTest {
  @TempDir private Path directory;

  /** With its parameter the table takes packets at once, without a rule. */
  @Test
  void theLivepatchHoldsTheModuleThatHasTheKey() throws IOException {
    String ping =
        "rmmod iptable_filter; insmod /modules/*/iptable_filter.ko forward=0;"
            + " ifconfig lo 127.0.0.1 up; ping -c 1 127.0.0.1;"
            + " grep '^x_tables .*livepatch_required_module' /proc/modules"
            + " && dmesg | grep klpforge:";
    new ModulePatch("required-module", List.of("iptable_filter"), ping, "klpforge: hook")
        .requireWorks(StockKernel.require(), directory, "--require-modules")
        .says("[import-from-module]");
  }
}
