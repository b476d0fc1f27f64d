package io.klpforge.emit.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SymbolListTest {
  /** As nm sorts it: by name; printk is undefined in the modules, state is thrice in vmlinux. */
  private static final SymbolList LIST =
      SymbolList.parse(
          List.of(
              "klp-convert-symbol-data.0.1",
              "*vmlinux",
              "__ksymtab_printk",
              "klp_apply_section_relocs",
              "only",
              "printk",
              "state",
              "state",
              "state",
              "*snd-core",
              "__ksymtab_snd_new",
              "printk",
              "snd_new",
              "*snd-card",
              "printk",
              "snd_new",
              "state"));

  private static List<String> positions(String name) {
    return LIST.candidates(name).stream().map(one -> one.object() + " " + one.position()).toList();
  }

  @Test
  void countsTheSymbolsOfEachObject() {
    assertEquals(List.of("vmlinux 0"), positions("only"));
    assertEquals(List.of("vmlinux 1", "vmlinux 2", "vmlinux 3", "snd_card 0"), positions("state"));
    assertEquals(List.of(), positions("nowhere"));
  }

  @Test
  void tellsExportsAndUses() {
    assertEquals("vmlinux", LIST.export("printk").orElseThrow().owner());
    assertEquals("snd_core", LIST.export("snd_new").orElseThrow().owner());
    assertTrue(LIST.export("only").isEmpty());
    assertEquals(1, LIST.meant("printk").size());
    assertEquals(List.of("snd_core"), LIST.dependencies("snd_card"));
    assertEquals(List.of(), LIST.dependencies("snd_core"));
  }

  @Test
  void tellsHowTheKernelKeepsRelocations() {
    assertTrue(LIST.keepsVmlinuxApart());
    assertFalse(
        SymbolList.parse(List.of("klp-convert-symbol-data.0.1", "*vmlinux", "only"))
            .keepsVmlinuxApart());
  }

  @Test
  void convertsByIt() {
    ModuleConversion conversion =
        Handwritten.module()
            .refers(".text", "only")
            .refers(".data", "snd_new")
            .refers(".text", "printk")
            .refers(".text", "state")
            .annotates("vmlinux", "state", 3)
            .convert(LIST, "snd_card");
    assertEquals(
        List.of(
            "a.ko: only of vmlinux, position 0 (the only one)",
            "a.ko: snd_new of snd_core, position 0 (exported by a module that may come later)",
            "a.ko: state of vmlinux, position 3 (annotated)"),
        conversion.converted());
    assertTrue(conversion.module().isPresent(), () -> "" + conversion.findings());
    assertEquals(
        "wrong-annotation",
        Handwritten.module()
            .refers(".text", "state")
            .annotates("vmlinux", "state", 4)
            .convert(LIST)
            .findings()
            .get(0)
            .rule());
  }

  @Test
  void refusesAnotherForm() {
    assertEquals(
        "line 1: expected klp-convert-symbol-data.0.1",
        assertThrows(
                IllegalArgumentException.class,
                () -> SymbolList.parse(List.of("klp-convert-symbol-data.0.2", "*vmlinux")))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> SymbolList.parse(List.of()));
    assertEquals(
        "line 2: expected *vmlinux, or * and a module's name",
        assertThrows(
                IllegalArgumentException.class,
                () -> SymbolList.parse(List.of("klp-convert-symbol-data.0.1", "printk")))
            .getMessage());
  }
}
