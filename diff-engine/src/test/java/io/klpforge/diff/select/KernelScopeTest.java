package io.klpforge.diff.select;

import static io.klpforge.diff.built.ObjectBuilder.anObject;
import static io.klpforge.diff.select.ToyKernel.aKernel;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.built.ObjectBuilder;
import io.klpforge.diff.built.Reloc;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.layout.ObjectLayout;
import org.junit.jupiter.api.Test;

final class KernelScopeTest {

  private static String own(ToyKernel kernel, String owner, ObjectBuilder object, String name) {
    ObjectLayout layout = object.layout();
    Symbol symbol =
        layout.object().symbols().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow();
    return text(kernel.symbols().scope(owner, layout).own(symbol));
  }

  private static String global(ToyKernel kernel, String owner, String name) {
    ObjectLayout layout = anObject().file("a.c").layout();
    return text(kernel.symbols().scope(owner, layout).global(name));
  }

  private static String text(Resolution resolution) {
    if (resolution instanceof Resolution.NotFound notFound) {
      return notFound.why();
    }
    Resolution.Found found = (Resolution.Found) resolution;
    String namespace = found.namespace().isEmpty() ? "" : " namespace " + found.namespace();
    if (found.planned() instanceof PlannedSymbol.Unexported unexported) {
      return unexported.provider()
          + "."
          + unexported.name()
          + ","
          + unexported.position()
          + namespace;
    }
    return found.planned().name() + " exported" + namespace;
  }

  private static ObjectBuilder statics(String file, String... names) {
    ObjectBuilder object = anObject().file(file).statics();
    for (String name : names) {
      object.function(name, "9090");
    }
    return object;
  }

  /** ld -r made the object of two files; each static is looked for in its own file's block. */
  @Test
  void staticsOfAnObjectOfSeveralFilesAreThoseOfTheirFile() {
    ToyKernel kernel = aKernel().file("b.c").local("f", 2).file("a.c").local("f", 2);
    ObjectBuilder object = statics("a.c", "g").file("b.c").function("f", "9090");
    assertEquals("vmlinux.f,1", own(kernel, "vmlinux", object, "f"));
    ObjectBuilder other = statics("b.c", "g").file("a.c").function("f", "9090");
    assertEquals("vmlinux.f,2", own(kernel, "vmlinux", other, "f"));
  }

  @Test
  void whatHasAnotherSizeIsNotWhatWasMeant() {
    ObjectLayout layout = statics("a.c", "f").layout();
    Symbol symbol =
        layout.object().symbols().stream()
            .filter(one -> one.name().equals("f"))
            .findFirst()
            .orElseThrow();
    KernelScope scope = aKernel().file("a.c").local("f", 3).symbols().scope("vmlinux", layout);
    assertEquals(
        "f is 3 bytes long in the running kernel, 2 as compiled here",
        text(scope.reference(symbol)));
  }

  @Test
  void aUniqueNameHasPositionZero() {
    assertEquals(
        "vmlinux.f,0",
        own(aKernel().file("a.c").local("f", 2), "vmlinux", statics("a.c", "f"), "f"));
  }

  @Test
  void positionsCountByAddressWhateverTheBinding() {
    ToyKernel kernel = aKernel().global("f", 2).file("b.c").local("f", 2).file("a.c").local("f", 2);
    assertEquals("vmlinux.f,3", own(kernel, "vmlinux", statics("a.c", "f"), "f"));
    assertEquals("vmlinux.f,2", own(kernel, "vmlinux", statics("b.c", "f"), "f"));
    assertEquals("vmlinux.f,1", global(kernel, "vmlinux", "f"));
  }

  @Test
  void filesOfOneNameAreToldApartByTheirOtherSymbols() {
    ToyKernel kernel =
        aKernel()
            .file("core.c")
            .local("f", 2)
            .local("only_first", 2)
            .file("core.c")
            .local("f", 2)
            .local("only_second", 2);
    assertEquals("vmlinux.f,2", own(kernel, "vmlinux", statics("core.c", "f", "only_second"), "f"));
    assertEquals("vmlinux.f,1", own(kernel, "vmlinux", statics("core.c", "f", "only_first"), "f"));
  }

  @Test
  void filesThatStayAlikeAreNotGuessed() {
    ToyKernel kernel = aKernel().file("core.c").local("f", 2).file("core.c").local("f", 2);
    assertEquals(
        "vmlinux has 2 symbols f and nothing tells which",
        own(kernel, "vmlinux", statics("core.c", "f"), "f"));
  }

  @Test
  void aStaticOfAnotherFileIsNotFound() {
    assertEquals(
        "vmlinux has no symbol f from a file a.c",
        own(aKernel().file("b.c").local("f", 2), "vmlinux", statics("a.c", "f"), "f"));
  }

  @Test
  void exportsOfVmlinuxAreOrdinaryImports() {
    ToyKernel kernel = aKernel().global("kfree", 2).export("kfree", "vmlinux", "");
    assertEquals("kfree exported", global(kernel, "vmlinux", "kfree"));
    assertEquals("kfree exported", global(kernel, "ext4", "kfree"));
  }

  @Test
  void exportsCarryTheirNamespace() {
    ToyKernel kernel = aKernel().global("f", 2).export("f", "vmlinux", "CRYPTO_INTERNAL");
    assertEquals("f exported namespace CRYPTO_INTERNAL", global(kernel, "vmlinux", "f"));
  }

  @Test
  void exportsOfModulesGoByLivepatchSymbols() {
    ToyKernel kernel =
        aKernel().module("jbd2", anObject().function("f", "90")).export("f", "fs/jbd2/jbd2", "");
    assertEquals("jbd2.f,0", global(kernel, "ext4", "f"));
    assertEquals(
        "f is exported by the module jbd2, which vmlinux cannot depend on",
        global(kernel, "vmlinux", "f"));
  }

  @Test
  void unexportedNamesAreLookedForInTheModuleThenInVmlinux() {
    ToyKernel kernel = aKernel().global("g", 2).module("ext4", anObject().function("f", "90"));
    assertEquals("ext4.f,0", global(kernel, "ext4", "f"));
    assertEquals("vmlinux.g,0", global(kernel, "ext4", "g"));
    assertEquals("vmlinux has no symbol h", global(kernel, "ext4", "h"));
  }

  @Test
  void aModuleThatTheKernelLacksIsSaid() {
    assertEquals("the kernel has no module ext4", own(aKernel(), "ext4", statics("a.c", "f"), "f"));
  }

  /** While a module loads, its init symbols count; later they are gone. */
  @Test
  void positionsThatChangeWhileAModuleLoadsAreRefused() {
    ObjectBuilder module =
        anObject()
            .file("b.c")
            .statics()
            .function(".init.text", "f", "9090")
            .file("a.c")
            .function(".text", "f", "9090");
    assertEquals(
        "f in m is at another position while the module loads than later",
        own(aKernel().module("m", module), "m", statics("a.c", "f"), "f"));
  }

  @Test
  void aPositionThatStaysWhileAModuleLoadsIsTaken() {
    ObjectBuilder module =
        anObject()
            .file("a.c")
            .statics()
            .function(".text", "f", "9090")
            .file("b.c")
            .function(".init.text", "f", "9090");
    assertEquals("m.f,1", own(aKernel().module("m", module), "m", statics("a.c", "f"), "f"));
  }

  @Test
  void linesOfModuleSymversAreChecked() {
    org.junit.jupiter.api.Assertions.assertThrows(
        IllegalArgumentException.class, () -> ExportTable.parse(java.util.List.of("0x1\tf")));
  }

  private static ObjectBuilder attribute(ObjectBuilder object, String function, long place) {
    return object
        .globals()
        .variable(".data", "dev_attr", "0000000000000000")
        .relocation(0, Reloc.R64, function, place);
  }

  private static Resolution compared(ObjectBuilder ours, ObjectBuilder module, String name) {
    KernelSymbols kernel = aKernel().module("m", module).symbols();
    ObjectLayout layout = ours.layout();
    Symbol symbol =
        layout.object().symbols().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow();
    return kernel.scope("m", kernel.reproduce("m", layout).orElseThrow()).own(symbol);
  }

  @Test
  void theKernelsOwnOperandsShowThePosition() {
    ObjectBuilder ours = attribute(statics("core.c", "show"), "show", 0);
    ObjectBuilder module =
        anObject()
            .file("core.c")
            .statics()
            .function(".text", "show", "9090")
            .file("core.c")
            .function(".text", "show", "9090");
    assertEquals("m.show,2", text(compared(ours, attribute(module, ".text", 2), "show")));
  }

  @Test
  void operandsMustNotContradictEachOther() {
    ObjectBuilder ours =
        attribute(statics("core.c", "show"), "show", 0)
            .variable(".data", "other_attr", "0000000000000000")
            .relocation(0, Reloc.R64, "show", 0);
    ObjectBuilder module =
        anObject()
            .file("core.c")
            .statics()
            .function(".text", "show", "9090")
            .file("core.c")
            .function(".text", "show", "9090");
    ObjectBuilder disputed =
        attribute(module, ".text", 2)
            .variable(".data", "other_attr", "0000000000000000")
            .relocation(0, Reloc.R64, ".text", 0);
    assertEquals(
        new Resolution.Contradiction(
            "the kernel's own code refers to the show at 0x2, and in its place to that at 0x0"),
        compared(ours, disputed, "show"));
  }

  /** Two source files of that name fit equally well, and the operands point at neither's. */
  @Test
  void operandsMustNotContradictSeveralSourceFiles() {
    ObjectBuilder ours = attribute(statics("core.c", "show", "store"), "show", 0);
    ObjectBuilder module = anObject();
    for (int file = 0; file < 2; file++) {
      module
          .file("core.c")
          .statics()
          .function(".text", "show", "9090")
          .function(".text", "store", "9090");
    }
    module.file("core.c").function(".text", "show", "9090");
    assertEquals(
        new Resolution.Contradiction(
            "the kernel's own code refers to the show at 0x8, its source file's is at 0x0"),
        compared(ours, attribute(module, ".text", 8), "show"));
  }

  @Test
  void operandsAndSourceFileMustNotContradictEachOther() {
    ObjectBuilder ours = attribute(statics("core.c", "show", "store"), "show", 0);
    ObjectBuilder module =
        anObject()
            .file("core.c")
            .statics()
            .function(".text", "show", "9090")
            .function(".text", "store", "9090")
            .file("core.c")
            .function(".text", "show", "9090");
    assertEquals(
        new Resolution.Contradiction(
            "the kernel's own code refers to the show at 0x4, its source file's is at 0x0"),
        compared(ours, attribute(module, ".text", 4), "show"));
  }
}
