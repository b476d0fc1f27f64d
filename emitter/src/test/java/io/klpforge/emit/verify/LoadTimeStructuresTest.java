package io.klpforge.emit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.SymbolType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Modules shaped like those of kpatch-build and klp-build, which allocate their structures. */
class LoadTimeStructuresTest {
  private static final RunningKernel KERNEL = ToyKernel.running();

  /** {@code mov patch(%rip),%rdi; jmp klp_enable_patch; call only; call printk; ret}. */
  private static final String CODE = "488b3d00000000e900000000e800000000e800000000c3";

  private static final int PC32 = 2;

  /** A module whose records are 64 bytes at least, to be filled in. */
  private static final class Shape {
    private final ToyModule file = new ToyModule();
    private final int replacement;
    private final int names;

    Shape() {
      int text = file.code(".text", HexFormat.of().parseHex(CODE));
      String texts = "show\0vmlinux\0only\0xfs\0mount\0";
      int strings = file.data(".rodata", 0, texts.getBytes(StandardCharsets.US_ASCII));
      int data = file.data(".bss", ElfConstants.SHF_WRITE, new byte[8]);
      int module =
          file.data(
              ".gnu.linkonce.this_module", ElfConstants.SHF_WRITE, new byte[ToyKernel.MODULE_SIZE]);
      file.data(".modinfo", 0, ToyModule.modinfo());
      file.data("__versions", 0, ToyModule.versions());
      int init = file.symbol("init_module", SymbolType.FUNC, text, 0, 12);
      replacement = file.symbol("new_show", SymbolType.FUNC, text, 12, 11);
      names = file.symbol("", SymbolType.SECTION, strings, 0, 0);
      int pointer = file.symbol("lpatch", SymbolType.OBJECT, data, 0, 8);
      file.symbol("__this_module", SymbolType.OBJECT, module, 0, 8);
      int klp = file.livepatchSymbol(".klp.sym.vmlinux.only,0");
      file.relocate(text, ToyModule.relocation(3, PC32, pointer, -4));
      file.relocate(
          text, ToyModule.relocation(8, ToyModule.PLT32, file.undefined("klp_enable_patch"), -4));
      file.relocate(text, ToyModule.relocation(18, ToyModule.PLT32, file.undefined("printk"), -4));
      file.klp(text, ".klp.rela.vmlinux..text", ToyModule.relocation(13, ToyModule.PLT32, klp, -4));
      file.relocate(module, ToyModule.relocation(64, ToyModule.ABS64, init, 0));
    }

    int records(String name, byte[] bytes) {
      return file.data(name, 0, bytes);
    }

    Shape name(int section, long at, int offset) {
      file.relocate(section, ToyModule.relocation(at, ToyModule.ABS64, names, offset));
      return this;
    }

    Shape function(int section, long at) {
      file.relocate(section, ToyModule.relocation(at, ToyModule.ABS64, replacement, 0));
      return this;
    }

    Simulation simulate() {
      return LoaderSimulator.simulate("fix.ko", file.bytes(), KERNEL);
    }
  }

  private static byte[] number(int size, int at, long value) {
    byte[] bytes = new byte[size];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(at, value);
    return bytes;
  }

  private static Simulation kpatch(int position, boolean withCode) {
    Shape shape = new Shape();
    int table = shape.records(".kpatch.funcs", number(56, 32, position));
    shape.name(table, 40, 0).name(table, 48, 5);
    return (withCode ? shape.function(table, 0) : shape).simulate();
  }

  private static Simulation klpBuild(String section, int position, int count) {
    Shape shape = new Shape();
    int functions = shape.records(".init.klp_funcs", number(24, 16, position));
    int objects = shape.records(section, number(64, 56, count));
    int start = shape.file.symbol("", SymbolType.SECTION, functions, 0, 0);
    shape.file.relocate(objects, ToyModule.relocation(8, ToyModule.ABS64, start, 0));
    return shape.name(functions, 0, 0).function(functions, 8).simulate();
  }

  private static Set<LoaderRule> rules(Simulation simulation) {
    return simulation.findings().stream()
        .map(LoaderFinding::rule)
        .filter(rule -> rule != LoaderRule.NO_DISASSEMBLER)
        .collect(Collectors.toSet());
  }

  private static void isFine(Simulation simulation) {
    assertEquals(Set.of(LoaderRule.LOAD_TIME_STRUCTURES), rules(simulation));
    assertTrue(simulation.loads());
    assertTrue(
        simulation.steps().stream().anyMatch(s -> s.examined().equals("1 objects, 1 functions")));
  }

  private static void hasNo(LoaderRule rule, Simulation simulation) {
    assertEquals(Set.of(LoaderRule.LOAD_TIME_STRUCTURES, rule), rules(simulation));
    assertEquals(Errno.EINVAL, simulation.insmod());
  }

  @Test
  void readsTheRecordsOfKpatch() {
    isFine(kpatch(2, true));
    hasNo(LoaderRule.OLD_FUNCTION_AMBIGUOUS, kpatch(0, true));
    hasNo(LoaderRule.OLD_FUNCTION_POSITION, kpatch(3, true));
    hasNo(LoaderRule.KLP_STRUCTURE, kpatch(2, false));
  }

  @Test
  void readsTheRecordsOfKlpBuild() {
    for (String section : List.of("__klp_objects", ".init.klp_objects")) {
      isFine(klpBuild(section, 2, 1));
      hasNo(LoaderRule.OLD_FUNCTION_AMBIGUOUS, klpBuild(section, 0, 1));
      hasNo(LoaderRule.KLP_STRUCTURE, klpBuild(section, 2, 2));
    }
  }

  @Test
  void saysThatStructuresMadeInAnotherWayAreNotSeen() {
    Simulation simulation = new Shape().simulate();
    assertEquals(Set.of(LoaderRule.NO_KLP_STRUCTURES), rules(simulation));
    assertTrue(simulation.loads());
  }
}
