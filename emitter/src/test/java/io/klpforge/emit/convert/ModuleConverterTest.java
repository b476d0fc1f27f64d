package io.klpforge.emit.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.emit.inspect.ModInfo;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ModuleConverterTest {
  private static ObjectFile done(ModuleConversion conversion) {
    assertFalse(conversion.isRefused(), () -> conversion.findings().toString());
    return ElfReader.read(conversion.module().orElseThrow().toArray());
  }

  /** Each relocation section with the names its entries are against. */
  private static Map<String, List<String>> tables(ObjectFile file) {
    Map<String, List<String>> tables = new TreeMap<>();
    for (Section section : file.sections()) {
      if (section.type() == ElfConstants.SHT_RELA) {
        tables.put(
            section.name(),
            file.entries(section.id()).stream()
                .map(entry -> file.symbol(entry.symbol()).name())
                .toList());
      }
    }
    return tables;
  }

  private static Finding refused(ModuleConversion conversion, String rule) {
    assertTrue(conversion.isRefused());
    assertTrue(conversion.module().isEmpty());
    assertEquals(List.of(rule), conversion.findings().stream().map(Finding::rule).toList());
    return conversion.findings().get(0);
  }

  @Test
  void convertsWhatTheKernelHasOnceInEverySectionAndLeavesExportsAlone() {
    ModuleConversion conversion =
        Handwritten.module()
            .refers(".text", "only")
            .refers(".text", "printk")
            .refers(".data", "only")
            .refers(".rodata", "only")
            .convert();
    assertEquals(
        Map.of(
            ".klp.rela.vmlinux..text", List.of(".klp.sym.vmlinux.only,0"),
            ".rela.text", List.of("printk"),
            ".klp.rela.vmlinux..data", List.of(".klp.sym.vmlinux.only,0"),
            ".klp.rela.vmlinux..rodata", List.of(".klp.sym.vmlinux.only,0")),
        tables(done(conversion)));
    assertEquals(
        List.of("a.ko: only of vmlinux, position 0 (the only one)"), conversion.converted());
  }

  @Test
  void listsEveryCandidateOfAnAmbiguousSymbolWithTheLineThatChoosesIt() {
    Finding finding =
        refused(Handwritten.module().refers(".text", "both").convert(), "ambiguous-symbol");
    assertTrue(
        finding
            .remedy()
            .contains(
                "vmlinux, core.c, at 0x1000, func, position 0:"
                    + "  KLP_MODULE_RELOC(vmlinux) klp_vmlinux_both[] = { KLP_SYMPOS(both, 0) };"),
        finding::remedy);
    assertTrue(finding.remedy().contains("KLP_MODULE_RELOC(jbd2)"), finding::remedy);
  }

  @Test
  void followsAnnotationsAlsoBeyondPosition999AndInBigEndian() {
    for (Handwritten module : List.of(Handwritten.module(), Handwritten.bigEndian())) {
      ObjectFile file =
          done(module.refers(".data", "many").annotates("vmlinux", "many", 1100).convert());
      assertEquals(
          Map.of(".klp.rela.vmlinux..data", List.of(".klp.sym.vmlinux.many,1100")), tables(file));
      assertTrue(file.section(".klp.module_relocs.vmlinux").isEmpty());
      assertTrue(file.symbols().stream().noneMatch(symbol -> symbol.name().equals("many")));
    }
  }

  @Test
  void followsTheOtherFormToo() {
    ObjectFile file =
        done(
            Handwritten.module()
                .refers(".text", ".klp.sym.rela.ext4.jbd2.commit,0")
                .convert("ext4"));
    assertEquals(Map.of(".klp.rela.ext4..text", List.of(".klp.sym.jbd2.commit,0")), tables(file));
  }

  @Test
  void refusesAWrongAnnotation() {
    Handwritten module =
        Handwritten.module().refers(".text", "many").annotates("vmlinux", "many", 1201);
    refused(module.convert(), "wrong-annotation");
    refused(
        Handwritten.module().refers(".text", ".klp.sym.rela.vmlinux.vmlinux.many,0").convert(),
        "wrong-annotation");
  }

  @Test
  void followsAnnotationsWithGapsBetweenThemAndRefusesThoseCutOff() {
    String section = ".klp.module_relocs.vmlinux";
    Handwritten aligned =
        Handwritten.module()
            .refers(".text", "only")
            .refers(".text", "many")
            .annotates("vmlinux", "only", 0)
            .resizes(section, 4)
            .annotates("vmlinux", "many", 7);
    assertEquals(
        Map.of(
            ".klp.rela.vmlinux..text",
            List.of(".klp.sym.vmlinux.only,0", ".klp.sym.vmlinux.many,7")),
        tables(done(aligned.convert())));
    Finding finding =
        refused(
            Handwritten.module()
                .refers(".text", "only")
                .annotates("vmlinux", "only", 0)
                .resizes(section, -1)
                .convert(),
            "wrong-annotation");
    assertEquals("a.ko: " + section, finding.where());
  }

  @Test
  void refusesAConflictingAnnotation() {
    refused(
        Handwritten.module()
            .refers(".text", "many")
            .annotates("vmlinux", "many", 1)
            .annotates("vmlinux", "many", 2)
            .convert(),
        "conflicting-annotation");
  }

  @Test
  void warnsOfAnUnusedAnnotation() {
    ModuleConversion conversion =
        Handwritten.module().refers(".text", "only").annotates("vmlinux", "many", 1).convert();
    assertEquals(
        Map.of(".klp.rela.vmlinux..text", List.of(".klp.sym.vmlinux.only,0")),
        tables(done(conversion)));
    assertEquals("unused-annotation", conversion.findings().get(0).rule());
  }

  @Test
  void fillsInAModulesSymbolsWithItOrWithTheOnlyTargetThatNeedsIt() {
    assertEquals(
        Map.of(".klp.rela.jbd2..text", List.of(".klp.sym.jbd2.commit,0")),
        tables(done(Handwritten.module().refers(".text", "commit").convert("jbd2", "ext4"))));
    assertEquals(
        Map.of(".klp.rela.ext4..text", List.of(".klp.sym.jbd2.commit,0")),
        tables(done(Handwritten.module().refers(".text", "commit").convert("ext4"))));
    refused(Handwritten.module().refers(".text", "commit").convert("xfs"), "no-loading-object");
  }

  @Test
  void neverTiesTheLivepatchToAModuleItMustBeLoadableBefore() {
    ObjectFile file =
        done(
            Handwritten.module()
                .refers(".text", "jbd2_fn")
                .says("depends=jbd2,other\0name=a\0")
                .convert("ext4"));
    assertEquals(Map.of(".klp.rela.ext4..text", List.of(".klp.sym.jbd2.jbd2_fn,0")), tables(file));
    assertEquals(List.of("other"), ModInfo.of(file).depends());
    assertEquals("a", ModInfo.of(file).name().orElseThrow());
    ModuleConversion free = Handwritten.module().refers(".text", "jbd2_fn").convert();
    assertTrue(free.module().isEmpty() && !free.isRefused());
  }

  @Test
  void refusesKeysInModulesAndTakesThoseInVmlinux() {
    refused(
        Handwritten.module().refers("__jump_table", "commit").convert("jbd2"), "jump-label-key");
    refused(
        Handwritten.module().refers(".static_call_sites", "commit").convert("jbd2"),
        "static-call-key");
    refused(
        Handwritten.module().refers(".altinstr_replacement", "commit").convert("jbd2"),
        "special-section-reference");
    done(Handwritten.module().refers("__jump_table", "only").convert("jbd2"));
  }

  @Test
  void refusesSymbolsOfVmlinuxInAModulesSectionUnlessTheKernelReadsThem() {
    Handwritten module = Handwritten.module().refers(".text", ".klp.sym.rela.ext4.vmlinux.only,0");
    refused(module.convert("ext4"), "klp-section");
    assertEquals(
        Map.of(".klp.rela.ext4..text", List.of(".klp.sym.vmlinux.only,0")),
        tables(done(module.convert(new ToyNames(false), "ext4"))));
  }

  @Test
  void leavesACompleteModuleAndUnknownNamesAlone() {
    ModuleConversion conversion =
        Handwritten.module().refers(".text", "printk").refers(".text", "nowhere").convert();
    assertTrue(conversion.module().isEmpty());
    assertFalse(conversion.isRefused());
  }
}
