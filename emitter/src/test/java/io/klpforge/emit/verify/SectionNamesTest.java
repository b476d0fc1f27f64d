package io.klpforge.emit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.elf.ElfConstants;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sections of one name in the toy livepatch. */
class SectionNamesTest {
  private static final RunningKernel LATER = ToyKernel.release("6.12.0");

  private static Simulation simulate(ToyModule module, RunningKernel kernel) {
    return LoaderSimulator.simulate("fix.ko", module.bytes(), kernel);
  }

  private static List<LoaderFinding> found(ToyModule module) {
    return simulate(module, LATER).findings().stream()
        .filter(finding -> finding.rule() == LoaderRule.DUPLICATE_SECTION)
        .toList();
  }

  private static ToyModule with(String name, byte[] bytes) {
    ToyModule module = ToyModule.livepatch();
    module.data(name, 0, bytes);
    return module;
  }

  @Test
  void areThereOnceEach() {
    assertEquals(1, found(with(".rodata", new byte[8])).size());
    assertEquals("fix.ko: .rodata", found(with(".rodata", new byte[8])).get(0).where());
    assertEquals(List.of(), found(with(".rodata.more", new byte[8])));
  }

  @Test
  void doNotCountWhereNoMemoryIsTaken() {
    assertEquals(List.of(), found(with(".rodata", new byte[0])));
    assertEquals(List.of(), found(with(".modinfo", new byte[8])));
    assertEquals(List.of(), found(with("__versions", new byte[8])));
  }

  @Test
  void countForLivepatchRelocationsToo() {
    ToyModule module = ToyModule.livepatch();
    int text = module.code(".text.more", new byte[8]);
    int only = module.livepatchSymbol(".klp.sym.vmlinux.only,0");
    module.klp(text, ".klp.rela.vmlinux..text", ToyModule.relocation(0, ToyModule.PLT32, only, 0));
    assertEquals(1, found(module).size());
  }

  @Test
  void makeInsmodFailFromLinux612On() {
    ToyModule module = ToyModule.livepatch();
    module.data(".data", ElfConstants.SHF_WRITE, new byte[8]);
    assertEquals(Errno.EEXIST, simulate(module, LATER).insmod());
    Simulation earlier = simulate(module, ToyKernel.running());
    assertEquals(Errno.NONE, earlier.insmod());
    assertTrue(earlier.findings().stream().anyMatch(LoaderFinding::isError));
  }
}
