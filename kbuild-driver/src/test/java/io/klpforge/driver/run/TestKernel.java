package io.klpforge.driver.run;

import java.nio.file.Path;
import java.util.List;

/** A kernel that tests make livepatches for and boot. */
interface TestKernel {

  /** {@return the arguments of {@code klpforge build} for this kernel, and more} */
  List<String> build(Object... more);

  /** {@return the boot image} */
  Path vmlinuz();

  /** {@return the linked kernel, with its symbols} */
  Path vmlinux();

  /** {@return the kernel's {@code System.map}} */
  Path systemMap();

  /** {@return the directory of its modules} */
  Path modules();
}
