package io.klpforge.driver.run;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import io.klpforge.diff.dwarf.DebugInfo;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.type.ChangedLayout;
import io.klpforge.diff.type.KernelUser;
import io.klpforge.diff.type.TypeLayout;
import io.klpforge.diff.type.TypeUser;
import io.klpforge.diff.type.TypeUsers;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.vm.ModuleDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The debugging information of a whole kernel, asked for the users of types.
 *
 * @param vmlinux the kernel
 * @param modules its modules with debugging information, by name
 * @param console told of the step, which takes a while
 */
public record KernelTypes(Path vmlinux, SortedMap<String, Path> modules, Console console) {
  private static final String VMLINUX = "vmlinux";

  /**
   * Who uses some types.
   *
   * @param users vmlinux's first; empty if its debugging information cannot be read
   * @param notes which modules could not be read
   */
  public record Users(Optional<List<KernelUser>> users, List<Finding> notes) {}

  /** What one file tells; no users known where it has no debugging information. */
  private record Told(String owner, Optional<List<TypeUser>> users) {}

  /**
   * {@return those of a kernel}
   *
   * @param modules directory of its modules with debugging information; empty if it has none
   */
  public static KernelTypes of(Path vmlinux, Optional<Path> modules, Console console) {
    SortedMap<String, Path> files = new TreeMap<>();
    modules
        .map(ModuleDirectory::of)
        .ifPresent(
            directory ->
                directory.names().forEach(n -> files.put(n, directory.file(n).orElseThrow())));
    return new KernelTypes(vmlinux, files, console);
  }

  /** {@return who uses the types as they were before the patch} */
  public Users users(List<ChangedLayout> layouts) {
    List<TypeLayout> types =
        layouts.stream().map(layout -> layout.change().before().layout()).toList();
    try (Console.Step step = console.step("find who uses " + types.size() + " changed types")) {
      return users(new TypeUsers(types));
    }
  }

  private Users users(TypeUsers wanted) {
    Told kernel = new Told(VMLINUX, told(wanted, vmlinux, false));
    if (kernel.users().isEmpty()) {
      return new Users(Optional.empty(), List.of(silent(vmlinux.toString())));
    }
    List<Told> told = new ArrayList<>(List.of(kernel));
    told.addAll(
        modules.entrySet().parallelStream()
            .map(module -> new Told(module.getKey(), told(wanted, module.getValue(), true)))
            .toList());
    return new Users(Optional.of(all(told)), notes(told));
  }

  private static List<KernelUser> all(List<Told> told) {
    return told.stream()
        .flatMap(
            one ->
                one.users().stream()
                    .flatMap(List::stream)
                    .map(user -> new KernelUser(one.owner(), user)))
        .toList();
  }

  private static List<Finding> notes(List<Told> told) {
    List<String> silent =
        told.stream().filter(one -> one.users().isEmpty()).map(Told::owner).toList();
    String more = silent.size() > 1 ? " and " + (silent.size() - 1) + " more modules" : "";
    return silent.isEmpty() ? List.of() : List.of(silent(silent.get(0) + more));
  }

  private static Finding silent(String where) {
    return new Finding(
        "no-debug-info",
        Severity.NOTE,
        where,
        "without debugging information that we can read it is not known which of its functions"
            + " refer to the types that the patch changes",
        "look for them in the source, or install the kernel's debug package");
  }

  private static Optional<List<TypeUser>> told(TypeUsers wanted, Path file, boolean isModule) {
    try {
      ObjectFile object =
          isModule ? ElfReader.read(ModuleDirectory.contents(file)) : ObjectDiffer.read(file);
      return wanted.mayBeIn(object)
          ? DebugInfo.of(object).map(info -> wanted.in(object, info))
          : Optional.of(List.of());
    } catch (MalformedElfException e) {
      return Optional.empty();
    }
  }
}
