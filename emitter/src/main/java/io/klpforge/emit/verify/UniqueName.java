package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Section;
import io.klpforge.emit.inspect.ModInfo;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The module's name, which no other module in the kernel may have.
 *
 * <p>Source: add_unformed_module(), kernel/module/main.c; klp_module_coming(),
 * kernel/livepatch/core.c, Linux 6.1, which refuses {@code vmlinux} since 5.8; the name is that in
 * {@code struct module}, behind its state and list: 24 bytes on a 64-bit machine.
 */
final class UniqueName implements LoaderStep {
  /** {@code MODULE_NAME_LEN}: 64 bytes less one address. */
  private static final int LIMIT = 56;

  private static final int OFFSET = 24;

  @Override
  public String title() {
    return "name";
  }

  @Override
  public void check(LoadedModule module, RunningKernel kernel, StepFindings findings) {
    String name = inStructure(module).orElse(module.name());
    findings.examined(name);
    if (name.isEmpty() || name.length() >= LIMIT) {
      findings.add(
          LoaderRule.MODULE_NAME,
          Consequence.SILENT,
          "",
          "its name has " + name.length() + " characters or more");
    }
    if (name.equals(RunningKernel.VMLINUX)) {
      Consequence when =
          kernel.image().keepsVmlinuxApart() ? Consequence.INSMOD : Consequence.SILENT;
      findings.add(LoaderRule.KERNEL_NAME, when, "", "it is named like the kernel proper");
    } else if (kernel.loaded().stream().anyMatch(other -> other.name().equals(name))) {
      findings.add(LoaderRule.MODULE_NAME, "", "a module " + name + " is loaded already");
    } else if (isTaken(name, kernel)) {
      findings.add(
          LoaderRule.MODULE_NAME_TAKEN, "", "the kernel has a module " + name + " of its own");
    }
  }

  /** A livepatch among the kernel's modules is the one that is looked at, or an earlier one. */
  private static boolean isTaken(String name, RunningKernel kernel) {
    return kernel.module(name).filter(other -> !ModInfo.of(other.file()).isLivepatch()).isPresent();
  }

  private static Optional<String> inStructure(LoadedModule module) {
    return module
        .elf()
        .section(".gnu.linkonce.this_module")
        .map(Section::data)
        .filter(data -> data.length() >= OFFSET + LIMIT)
        .map(data -> data.slice(OFFSET, LIMIT).text(0))
        .map(text -> new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
        .filter(text -> !text.isEmpty());
  }
}
