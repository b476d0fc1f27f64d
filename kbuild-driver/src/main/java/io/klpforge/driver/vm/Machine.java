package io.klpforge.driver.vm;

import io.klpforge.driver.report.Failure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** How QEMU emulates a machine of each architecture; a new architecture is a new row. */
enum Machine {
  /**
   * Software emulation only, so that the machine is the same with and without KVM. A bzImage has
   * "HdrS" at byte 0x202.
   *
   * <p>Source: Documentation/x86/boot.rst, "The Real-Mode Kernel Header", v6.1.
   *
   * <p>Both processors are in one thread: with a thread each, QEMU may run code that the kernel is
   * rewriting as it was, and the guest dies at an int3 that is gone already (seen once, 6.12).
   */
  X86_64(
      0x202,
      "HdrS",
      "qemu-system-x86_64",
      "qemu-system-x86",
      "-machine q35 -accel tcg,thread=single -cpu max",
      "ttyS0",
      "ttyS1");

  private final int magicAt;
  private final String magic;
  private final String program;
  private final String debianPackage;
  private final String options;
  private final String console;
  private final String port;

  Machine(
      int magicAt,
      String magic,
      String program,
      String debianPackage,
      String options,
      String console,
      String port) {
    this.magicAt = magicAt;
    this.magic = magic;
    this.program = program;
    this.debianPackage = debianPackage;
    this.options = options;
    this.console = console;
    this.port = port;
  }

  /**
   * {@return the machine that boots this kernel}
   *
   * @throws Failure if the file is no kernel that can be booted
   */
  static Machine thatBoots(Path kernel) {
    byte[] image = KernelModule.contents(kernel);
    for (Machine machine : values()) {
      if (machine.boots(image)) {
        return machine;
      }
    }
    throw new Failure(
        kernel
            + ": not a bootable x86_64 kernel image"
            + "\n    give the compressed image, such as /boot/vmlinuz-RELEASE or"
            + " arch/x86/boot/bzImage; a vmlinux cannot be booted");
  }

  private boolean boots(byte[] image) {
    int end = magicAt + magic.length();
    return image.length >= end
        && new String(image, magicAt, magic.length(), StandardCharsets.US_ASCII).equals(magic);
  }

  /** {@return QEMU's program for this machine, to be found in PATH} */
  String program() {
    return program;
  }

  /** {@return the Debian package that brings {@link #program}} */
  String debianPackage() {
    return debianPackage;
  }

  /** {@return the options that choose machine, processor and emulation} */
  List<String> options() {
    return List.of(options.split(" ", -1));
  }

  /** {@return the serial port the kernel prints to, as its {@code console=} names it} */
  String console() {
    return console;
  }

  /** {@return the serial port the steps' results go to, below {@code /dev}} */
  String port() {
    return port;
  }
}
