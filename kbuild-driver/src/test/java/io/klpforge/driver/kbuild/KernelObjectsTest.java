package io.klpforge.driver.kbuild;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KernelObjectsTest {
  private final KernelObjects objects =
      KernelObjects.parse(
          List.of(
              "make: some talk",
              "vmlinux init/main.o",
              "module arch/x86/kvm/kvm arch/x86/kvm/../../../virt/kvm/kvm_main.o",
              "module net/a-b net/shared.o",
              "module net/c net/shared.o",
              "library lib/crc.o"));

  @Test
  void knowsTheOwnersOfAnObject() {
    assertEquals("vmlinux", objects.of("init/main.o").get(0).owner());
    assertEquals("kvm", objects.of("virt/kvm/kvm_main.o").get(0).owner());
    assertEquals(
        List.of("a_b", "c"), objects.of("net/shared.o").stream().map(KernelObject::owner).toList());
    assertEquals(List.of(), objects.of("fs/none.o"));
    assertEquals(Set.of("arch/x86/kvm/kvm", "net/a-b", "net/c"), objects.modules());
  }

  @Test
  void readsTheOwnerOutOfACommand() {
    ObjectCommand builtin =
        new ObjectCommand(
            "cmd_fs/a.o := gcc -DKBUILD_MODFILE='\"fs/proc/proc\"' -DKBUILD_MODNAME='\"proc\"' -c");
    ObjectCommand module =
        new ObjectCommand("savedcmd_net/s.o := gcc -DMODULE -DKBUILD_MODNAME='\"a_b:c\"' -c");
    assertTrue(builtin.agreesWith("vmlinux"));
    assertFalse(builtin.agreesWith("proc"));
    assertTrue(module.agreesWith("a_b"));
    assertTrue(module.agreesWith("c"));
    assertFalse(module.agreesWith("vmlinux"));
  }

  @Test
  void splitsLongListsOfTargets() {
    List<String> targets = java.util.Collections.nCopies(3000, "drivers/net/ethernet/something.o");
    List<List<String>> batches = Compilation.batches(targets);
    assertEquals(2, batches.size());
    assertEquals(3000, batches.get(0).size() + batches.get(1).size());
  }
}
