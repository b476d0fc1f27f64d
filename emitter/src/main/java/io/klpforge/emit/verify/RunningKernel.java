package io.klpforge.emit.verify;

import io.klpforge.diff.select.ExportTable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * The kernel that will load the module, as far as files tell.
 *
 * @param release as {@code uname -r} prints it
 * @param machine {@code e_machine} of its vmlinux
 * @param vermagic what it compares modules' with; empty if unknown
 * @param options names of the options set in its configuration, without {@code CONFIG_}
 * @param image its vmlinux
 * @param modules gives a module by its name with underscores; asked each time
 * @param exports what vmlinux and modules export
 * @param moduleSize {@code sizeof(struct module)} in bytes; empty if unknown
 * @param loaded livepatches that are in force already, in the order they were loaded
 */
public record RunningKernel(
    String release,
    int machine,
    Optional<String> vermagic,
    Set<String> options,
    KernelImage image,
    Function<String, Optional<TargetModule>> modules,
    ExportTable exports,
    OptionalLong moduleSize,
    List<LoadedLivepatch> loaded) {
  /** The name by which the kernel's livepatch code calls the kernel proper. */
  public static final String VMLINUX = "vmlinux";

  /** Copies the collections. */
  public RunningKernel {
    options = Set.copyOf(options);
    loaded = List.copyOf(loaded);
  }

  /** {@return this kernel with these livepatches in force} */
  public RunningKernel withLoaded(List<LoadedLivepatch> livepatches) {
    return new RunningKernel(
        release, machine, vermagic, options, image, modules, exports, moduleSize, livepatches);
  }

  /** {@return this kernel, as if it took modules without a signature} */
  public RunningKernel acceptingUnsigned() {
    Set<String> others = new HashSet<>(options);
    others.remove("MODULE_SIG_FORCE");
    return new RunningKernel(
        release, machine, vermagic, others, image, modules, exports, moduleSize, loaded);
  }

  boolean isSet(String option) {
    return options.contains(option);
  }

  KernelVersion version() {
    return KernelVersion.of(release);
  }

  Optional<TargetModule> module(String name) {
    return modules.apply(name);
  }
}
