package io.klpforge.emit.livepatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolBinding;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectEmitterTest {
  private static ObjectFile emitted(String owner) {
    return ElfReader.read(ObjectEmitter.emit(ToyPlan.of("fs/ext4/inode.o", owner), 3).toArray());
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

  @Test
  void leavesTheStackNoteOutAndKeepsRelocations() {
    ObjectFile file = emitted("vmlinux");
    assertFalse(file.section(".note.GNU-stack").isPresent());
    assertEquals(4, file.relocations(new SectionId(1)).size());
    assertEquals(6, file.relocations(new SectionId(1)).get(1).offset());
  }
}
