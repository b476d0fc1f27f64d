package io.klpforge.emit.convert;

import io.klpforge.diff.select.Export;
import java.util.List;
import java.util.Optional;

/** What is known of a kernel's symbols by their names. */
public interface KernelNames {

  /** {@return all symbols of a name: vmlinux's first, then each module's, in the kernel's order} */
  List<Candidate> candidates(String name);

  /** {@return the export of that name} */
  Optional<Export> export(String name);

  /** {@return the modules that must be loaded before {@code module}} */
  List<String> dependencies(String module);

  /** {@return whether livepatch relocations of vmlinux are kept apart, as from Linux 5.8 on} */
  boolean keepsVmlinuxApart();
}
