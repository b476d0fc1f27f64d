package io.klpforge.driver.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelLogTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[    3.137566] WARNING: CPU: 1 PID: 98 at kernel/x.c:60 f+0x5/0x20 [livepatch_warn]",
        "[    4.128180] BUG: kernel NULL pointer dereference, address: 0000000000000008",
        "[    4.128760] Oops: 0002 [#1] PREEMPT SMP NOPTI",
        "[    1.000000] BUG: unable to handle page fault for address: ffff888000000000",
        "[    1.000000] general protection fault, maybe for address 0x0: 0000 [#1] SMP",
        "[    1.000000] kernel BUG at fs/inode.c:12!",
        "[    4.124409] Kernel panic - not syncing: why",
        "[    2.469718] livepatch: symbol 'no_such_function' not found in symbol table",
        "[    2.0] livepatch: failed to find location for function 'x'",
        "[    2.0] livepatch: patch 'p' failed for module 'm', refusing to load module 'm'",
      })
  void hearsAComplaint(String line) {
    assertTrue(KernelLog.complains("[ 1.0] fine\n" + line + "\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[    2.427550] livepatch_x: loading out-of-tree module taints kernel.",
        "[    2.429122] livepatch_x: module verification failed: signature and/or required key"
            + " missing - tainting kernel",
        "[    3.182174] livepatch: enabling patch 'livepatch_x'",
        "[    3.193332] livepatch: 'livepatch_x': starting patching transition",
        "[    3.2] livepatch: applying patch 'livepatch_x' to loading module 'minix'",
      })
  void takesOrdinaryTalkForWhatItIs(String line) {
    assertFalse(KernelLog.complains(line));
  }

  @Test
  void showsTheLogFromTheFirstComplaintOn() {
    assertEquals(
        "WARNING: CPU: 0\nCall Trace:",
        KernelLog.fromFirstComplaint("hello\nWARNING: CPU: 0\nCall Trace:\n"));
  }
}
