package io.klpforge.emit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Constants of the kernel's boot in a livepatch. */
class RuntimeConstantsTest {
  private static List<LoaderRule> rules(String section, int size) {
    ToyModule module = ToyModule.livepatch();
    module.data(section, 0, new byte[size]);
    return LoaderSimulator.simulate("fix.ko", module.bytes(), ToyKernel.running())
        .findings()
        .stream()
        .map(LoaderFinding::rule)
        .filter(rule -> rule != LoaderRule.NO_DISASSEMBLER)
        .toList();
  }

  @Test
  void areFilledInInNoModule() {
    List<LoaderRule> wrong = List.of(LoaderRule.RUNTIME_CONSTANT);
    assertEquals(wrong, rules("runtime_ptr_dentry_hashtable", 4));
    assertEquals(wrong, rules("runtime_shift_d_hash_shift", 8));
  }

  @Test
  void areNotThereWithoutARecord() {
    assertEquals(List.of(), rules("runtime_ptr_dentry_hashtable", 0));
    assertEquals(List.of(), rules(".rodata.runtime_ptr_names", 8));
  }
}
