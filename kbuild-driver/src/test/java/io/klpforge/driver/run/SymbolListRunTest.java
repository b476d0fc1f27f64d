package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.cache.Disk;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code convert} and {@code missing} where a list of names stands in place of the kernel. */
class SymbolListRunTest {
  private static final Path OBJECT =
      Path.of(System.getProperty("klpforge.root"), "fixtures", "unknown-symbol", "patched.o");

  @TempDir private Path directory;
  private Path list;

  @BeforeEach
  void writeList() {
    list = directory.resolve("symbols.klp");
    Disk.write(
        list,
        """
        klp-convert-symbol-data.0.1
        *vmlinux
        __ksymtab___fentry__
        __fentry__
        klp_apply_section_relocs
        nobody_has_this
        *some-module
        __fentry__
        """);
  }

  @Test
  void convertsByTheList() {
    Path output = directory.resolve("converted.o");
    Klpforge.run("convert", "" + OBJECT, "-o", "" + output, "--symbols", "" + list)
        .exits(0)
        .says("nobody_has_this of vmlinux, position 0", "not verified: of the kernel only names");
    assertTrue(
        Klpforge.run("inspect", "" + output).exits(0).out().contains("nobody_has_this"), "inspect");
  }

  @Test
  void listsWhatIsMissingByTheList() {
    assertEquals(
        "__fentry__: vmlinux, exported\nnobody_has_this: vmlinux, not exported, the only one\n"
            + "2 symbols: 1 exported, 1 that klpforge convert resolves by itself, 0 to be chosen,"
            + " 0 not in this kernel\n",
        Klpforge.run("missing", "" + OBJECT, "--symbols", "" + list).exits(0).out());
    Disk.write(
        list, "klp-convert-symbol-data.0.1\n*vmlinux\nnobody_has_this\n*other\nnobody_has_this\n");
    assertEquals(
        "__fentry__: not in this kernel\nnobody_has_this: 2 of that name, not exported\n"
            + "    vmlinux, position 0:  KLP_MODULE_RELOC(vmlinux) klp_vmlinux_nobody_has_this[] ="
            + " { KLP_SYMPOS(nobody_has_this, 0) };\n"
            + "    other, position 0:  KLP_MODULE_RELOC(other) klp_other_nobody_has_this[] ="
            + " { KLP_SYMPOS(nobody_has_this, 0) };\n"
            + "2 symbols: 0 exported, 0 that klpforge convert resolves by itself, 1 to be chosen,"
            + " 1 not in this kernel\n",
        Klpforge.run("missing", "" + OBJECT, "--symbols", "" + list).exits(0).out());
    String json =
        Klpforge.run("missing", "" + OBJECT, "--symbols", "" + list, "--format", "json")
            .exits(0)
            .out();
    assertTrue(json.replace(" ", "").contains("\"unique\":false"), json);
  }

  @Test
  void refusesWhatIsNoListOrNotAlone() {
    Disk.write(list, "vmlinux\n");
    Klpforge.run("missing", "" + OBJECT, "--symbols", "" + list)
        .failsSaying("symbols.klp: no list of a kernel's symbols: line 1");
    Klpforge.run("convert", "" + OBJECT, "--symbols", "" + list, "--kernel", "6.1.0-9")
        .exits(2)
        .says("--symbols stands in place of a kernel");
    Klpforge.run("missing", "fix.c", "--symbols", "" + list).exits(2).says("give its object");
    Klpforge.run("missing", "" + directory.resolve("no.o"), "--symbols", "" + list)
        .failsSaying("no.o");
    assertTrue(Files.notExists(directory.resolve("no.o")), "nothing is written");
  }
}
