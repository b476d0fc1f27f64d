package io.klpforge.driver.run;

import io.klpforge.emit.inspect.BuildIdNote;
import io.klpforge.emit.verify.RunningKernel;
import java.util.Optional;

/**
 * The numbers that tell one build of a kernel from any other.
 *
 * @param vmlinux the kernel's
 * @param modules have their own
 */
record BuildIds(Optional<String> vmlinux, TargetModules modules) {

  /** {@return the build id of vmlinux or of a module; empty if it has none, or is not there} */
  Optional<String> of(String object) {
    return object.equals(RunningKernel.VMLINUX)
        ? vmlinux
        : modules.file(object).flatMap(BuildIdNote::of);
  }
}
