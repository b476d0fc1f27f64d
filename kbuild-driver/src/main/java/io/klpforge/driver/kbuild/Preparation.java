package io.klpforge.driver.kbuild;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.kernel.KernelConfig;
import io.klpforge.driver.report.Console;
import java.nio.file.Path;
import java.util.List;

/** Makes a workspace ready to compile single objects and to link modules. */
record Preparation(CommandRunner runner, Console console, Workspace workspace, int jobs) {

  void run() {
    Console.Step step = console.step("prepare the kernel's source");
    SymlinkFarm.plant(workspace.request().source().directory(), workspace.tree());
    AuthorHeaders.put(workspace.request().source().directory(), workspace.tree());
    Disk.copy(workspace.request().config(), workspace.build().resolve(".config"));
    make("configure the kernel", "olddefconfig");
    noteDrift();
    make("prepare the kernel's source", Sections.assignment(), "prepare", "modules_prepare");
    Disk.copy(workspace.request().symvers(), workspace.build().resolve("Module.symvers"));
    workspace.pin().set();
    new ObjectWalk(runner).walk(workspace.make(1), workspace.own("objects.list"));
    step.close();
  }

  private void make(String what, String... targets) {
    Path log = workspace.own("prepare.log");
    new KernelMake(runner, console).run(what, workspace.make(jobs).call(List.of(targets)), log, 0);
  }

  private void noteDrift() {
    KernelConfig shipped = KernelConfig.read(workspace.request().config());
    KernelConfig made = KernelConfig.read(workspace.build().resolve(".config"));
    StringBuilder names = new StringBuilder();
    ConfigDrift.between(shipped, made).forEach(name -> names.append(name).append('\n'));
    Disk.write(workspace.own("config.drift"), names.toString());
  }
}
