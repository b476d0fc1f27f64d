package io.klpforge.emit.livepatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolBinding;
import io.klpforge.diff.select.KernelFeature;
import io.klpforge.diff.select.PatchPlan;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObjectEmitterTest {
  private static ObjectFile emitted(String owner) {
    return emitted(ToyPlan.of("fs/ext4/inode.o", owner), Set.of());
  }

  private static ObjectFile emitted(PatchPlan plan, Set<KernelFeature> features) {
    return ElfReader.read(ObjectEmitter.emit(plan, 3, features).toArray());
  }

  private static Symbol symbol(ObjectFile file, String name) {
    return file.symbols().stream()
        .filter(symbol -> symbol.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void ordersFileLocalAndGlobalSymbolsWithoutUnusedSectionSymbols() {
    assertEquals(
        List.of(
            "",
            "inode.c",
            "show",
            "hello",
            "seq_puts",
            ".klp.sym.rela.vmlinux.vmlinux.command_line,0",
            ".klp.sym.rela.ext4.jbd2.commit.isra.0,3",
            "klpforge_new_3_0",
            "klpforge_callback_3_0"),
        emitted("ext4").symbols().stream().map(Symbol::name).toList());
  }

  @Test
  void keepsThePatchedFunctionLocalBesideAGlobalAlias() {
    ObjectFile file = emitted("ext4");
    Symbol real = symbol(file, "show");
    Symbol alias = symbol(file, "klpforge_new_3_0");
    assertEquals(SymbolBinding.LOCAL, real.binding());
    assertEquals(SymbolBinding.GLOBAL, alias.binding());
    assertEquals(real.place(), alias.place());
    assertEquals(real.size(), alias.size());
    assertEquals(16, symbol(file, "klpforge_callback_3_0").value());
  }

  @Test
  void makesLivepatchReferencesWeakSoThatModpostIsQuiet() {
    Symbol reference = symbol(emitted("vmlinux"), ".klp.sym.rela.vmlinux.jbd2.commit.isra.0,3");
    assertEquals(SymbolBinding.WEAK, reference.binding());
    assertTrue(reference.isUndefined());
    assertEquals(SymbolBinding.GLOBAL, symbol(emitted("vmlinux"), "seq_puts").binding());
  }

  /** Without a change of vmlinux in the livepatch, nothing of vmlinux's section is applied. */
  @Test
  void aKernelThatRelocatesLateResolvesAllWhenTheOwnerIsLoaded() {
    ObjectFile file = emitted(ToyPlan.of("a.o", "ext4"), Set.of(KernelFeature.LATE_RELOCATIONS));
    assertEquals(
        List.of(
            ".klp.sym.rela.ext4.vmlinux.command_line,0", ".klp.sym.rela.ext4.jbd2.commit.isra.0,3"),
        file.symbols().stream().map(Symbol::name).filter(name -> name.startsWith(".klp")).toList());
  }

  @Test
  void aKernelThatRelocatesLateGetsAlternativesUnderTheirLateNames() {
    Set<KernelFeature> late = Set.of(KernelFeature.LATE_RELOCATIONS);
    PatchPlan plan = ToyPlan.withTables("a.o", "ext4");
    assertEquals(
        List.of(
            ".text.show",
            ".klp.arch.ext4..altinstructions",
            ".klp.arch.ext4..parainstructions",
            "__bug_table"),
        allocated(emitted(plan, late)));
    assertEquals(
        List.of(".text.show", ".altinstructions", ".parainstructions", "__bug_table"),
        allocated(emitted(plan, Set.of())));
    assertTrue(
        emitted(ToyPlan.withTables("a.o", "vmlinux"), late)
            .section(".klp.arch.vmlinux..altinstructions")
            .isPresent());
    assertTrue(emitted(plan, late).section(".rela.klp.arch.ext4..altinstructions").isPresent());
  }

  private static List<String> allocated(ObjectFile file) {
    return file.sections().stream().filter(Section::isAllocated).map(Section::name).toList();
  }

  @Test
  void leavesTheStackNoteOutAndKeepsRelocations() {
    ObjectFile file = emitted("vmlinux");
    assertFalse(file.section(".note.GNU-stack").isPresent());
    assertEquals(4, file.relocations(new SectionId(1)).size());
    assertEquals(6, file.relocations(new SectionId(1)).get(1).offset());
  }
}
