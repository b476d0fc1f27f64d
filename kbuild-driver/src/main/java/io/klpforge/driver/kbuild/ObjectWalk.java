package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.Command;
import io.klpforge.driver.command.CommandResult;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.report.Failure;
import java.nio.file.Path;
import java.util.List;

/** Asks a tree's Makefiles what the kernel is made of; see {@code objects.mk}. */
record ObjectWalk(CommandRunner runner) {
  private static final String SCRIPT = "objects.mk";

  /**
   * {@return what the Makefiles of {@code make}'s tree say now}
   *
   * @param list file to keep the result in
   */
  KernelObjects walk(Make make, Path list) {
    Path script = list.resolveSibling(SCRIPT);
    Disk.write(script, Resource.bytes(SCRIPT));
    CommandResult result = runner.run(call(make, script));
    Disk.write(list, result.output());
    KernelObjects objects = KernelObjects.read(list);
    if (!result.succeeded() || objects.of("init/main.o").isEmpty()) {
      throw new Failure(
          make.tree() + ": its Makefiles could not be evaluated" + "\n    what make said: " + list);
    }
    return objects;
  }

  private static Command call(Make make, Path script) {
    String recipe =
        "klp-objects: ; @$(MAKE) --no-print-directory -rR -j1 -f "
            + script.toAbsolutePath()
            + " KLP_DIRS=\"$(init-y) $(core-y) $(drivers-y) $(net-y) $(virt-y) $(libs-y)\" klp-all";
    return make.call(List.of("--eval=" + recipe, "klp-objects"));
  }
}
