package io.klpforge.emit.livepatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.select.PatchPlan;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class InitSourceTest {
  private static final List<PatchPlan> PLANS =
      List.of(
          ToyPlan.of("fs/xfs/a.o", "xfs"),
          ToyPlan.of("fs/b.o", "vmlinux"),
          ToyPlan.of("fs/xfs/c.o", "xfs"));

  private static String text(ImportStyle style) {
    return InitSource.text(PLANS, "fix", false, style);
  }

  @Test
  void groupsPlansByOwnerWithVmlinuxFirst() {
    String text = text(ImportStyle.IDENTIFIER);
    assertTrue(
        text.contains(
            """
            static struct klp_func klpforge_funcs_0[] = {
            	{
            		.old_name = "show",
            		.new_func = klpforge_new_1_0,
            		.old_sympos = 2,
            	},
            	{ }
            };
            """),
        text);
    assertTrue(
        text.contains(
            """
            	{
            		.funcs = klpforge_funcs_0,
            		.callbacks.pre_patch = klpforge_callback_1_0,
            	},
            	{
            		.name = "xfs",
            		.funcs = klpforge_funcs_1,
            """),
        text);
    assertTrue(text.indexOf("klpforge_new_0_0,") < text.indexOf("klpforge_new_2_0,"), text);
  }

  @Test
  void importsEachNamespaceOnceInTheTreesStyle() {
    String old = text(ImportStyle.IDENTIFIER);
    assertEquals(
        old.indexOf("MODULE_IMPORT_NS(CRYPTO_INTERNAL);\n"), old.lastIndexOf("MODULE_IMPORT_NS"));
    assertTrue(text(ImportStyle.STRING).contains("MODULE_IMPORT_NS(\"CRYPTO_INTERNAL\");\n"));
  }

  @Test
  void leavesNoPlaceholder() {
    assertFalse(text(ImportStyle.STRING).contains("@"));
  }

  @Test
  void readsTheImportStyleFromTheHeader() {
    assertEquals(
        Optional.of(ImportStyle.IDENTIFIER),
        ImportStyle.of("#define MODULE_IMPORT_NS(ns)\tMODULE_INFO(import_ns, __stringify(ns))\n"));
    assertEquals(
        Optional.of(ImportStyle.STRING),
        ImportStyle.of("#define MODULE_IMPORT_NS(ns)\tMODULE_INFO(import_ns, ns)\n"));
    assertEquals(Optional.empty(), ImportStyle.of("#define MODULE_LICENSE(l)"));
  }

  @Test
  void givesKbuildAllItNeeds() {
    SortedMap<String, Bytes> files =
        ModuleDirectory.files(PLANS.subList(0, 1), "fix", true, ImportStyle.STRING, Set.of());
    assertEquals(
        List.of(
            ".klpforge_object_0.o.cmd", "Kbuild", "klpforge_init.c", "klpforge_object_0.o_shipped"),
        List.copyOf(files.keySet()));
    assertEquals(
        """
        # SPDX-License-Identifier: GPL-2.0
        obj-m := fix.o
        fix-y := klpforge_init.o klpforge_object_0.o
        """,
        files.get("Kbuild").text(0));
  }
}
