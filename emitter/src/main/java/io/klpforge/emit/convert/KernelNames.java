package io.klpforge.emit.convert;

import io.klpforge.diff.select.Export;
import java.util.List;
import java.util.Optional;

/** What is known of a kernel's symbols by their names. */
public interface KernelNames {

  /** {@return all symbols of a name: vmlinux's first, then each module's, in the kernel's order} */
  List<Candidate> candidates(String name);

  /** {@return what a name alone can mean: of an exported one, its owner's} */
  default List<Candidate> meant(String name) {
    Optional<Export> export = export(name);
    return candidates(name).stream()
        .filter(one -> export.isEmpty() || one.object().equals(export.get().owner()))
        .toList();
  }

  /** {@return the export of that name} */
  Optional<Export> export(String name);

  /** {@return the modules that must be loaded before {@code module}} */
  List<String> dependencies(String module);

  /** {@return whether livepatch relocations of vmlinux are kept apart, as from Linux 5.8 on} */
  boolean keepsVmlinuxApart();
}
