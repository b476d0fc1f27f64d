package io.klpforge.driver.kbuild;

import java.util.Locale;

/**
 * An object a kernel of this configuration is made of.
 *
 * @param path in the build, such as {@code virt/kvm/kvm_main.o}
 * @param target what Kbuild must be asked for to make it, such as {@code
 *     arch/x86/kvm/../../../virt/kvm/kvm_main.o}: the Makefile of the directory named first decides
 * @param part what it is linked into
 * @param module for {@link Part#MODULE} the module's path without suffix, such as {@code
 *     fs/btrfs/btrfs}; else empty
 */
record KernelObject(String path, String target, Part part, String module) {

  /** What objects are linked into. */
  enum Part {
    /** The kernel itself. */
    VMLINUX,
    /** A module. */
    MODULE,
    /** A library the kernel takes single objects from, compiled without ftrace entries. */
    LIBRARY
  }

  /** {@return {@code vmlinux}, or the module's name as the running kernel shows it} */
  String owner() {
    if (part != Part.MODULE) {
      return Part.VMLINUX.name().toLowerCase(Locale.ROOT);
    }
    return module.substring(module.lastIndexOf('/') + 1).replace('-', '_').replace(',', '_');
  }
}
