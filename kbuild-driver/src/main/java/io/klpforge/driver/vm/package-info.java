/**
 * The proof in a virtual machine: a kernel boots in QEMU, and a livepatch is loaded into it.
 *
 * <p>In come a bootable kernel, kernel modules and commands; out comes what the guest said at each
 * step, and a {@link io.klpforge.driver.vm.Verdict} over it. The machine is emulated in software,
 * so neither KVM nor root is needed, and nothing ever runs in the host's own kernel.
 *
 * <p>A {@link io.klpforge.driver.vm.Scenario} is a list of shell steps; {@link
 * io.klpforge.driver.vm.GuestBoot} runs any number of them in one boot. The guest speaks on two
 * serial ports: kernel messages on the first, steps and their results on the second, so that no
 * kernel message ever stands in the middle of a result.
 */
package io.klpforge.driver.vm;
