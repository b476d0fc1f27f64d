package io.klpforge.driver.run;

import static io.klpforge.driver.run.Mutant.good;
import static io.klpforge.driver.run.Mutant.module;
import static io.klpforge.driver.run.Mutant.vmlinux;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.SymbolBinding;
import io.klpforge.diff.elf.SymbolPlace;
import io.klpforge.emit.verify.LoaderRule;
import io.klpforge.emit.write.ImageRelocation;
import io.klpforge.emit.write.ImageSection;
import io.klpforge.emit.write.ImageSymbol;
import io.klpforge.emit.write.RelocationList;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Changes of what a module says: of the livepatch that fixtures/patches/unexported.patch makes
 * ({@code cpu_show}), and of module-binfmt.patch's ({@code bm_status_read}).
 */
final class ModuleMutants {
  private static final String TEXT = ".text.cpu_show";
  private static final String MODULE_TEXT = ".text.bm_status_read";
  private static final String SYMBOL = ".klp.sym.vmlinux.";
  private static final String MODULE_SYMBOL = ".klp.sym.binfmt_misc.";
  private static final String VERSIONS = "__versions";
  private static final String THIS_MODULE = ".gnu.linkonce.this_module";
  private static final int VERSION_SIZE = 64;
  private static final int PC32 = 2;
  private static final int ABS64 = 1;
  private static final int ABS32S = 11;

  private ModuleMutants() {}

  private static UnaryOperator<byte[]> edit(Consumer<ModuleEdit> change) {
    return file -> {
      ModuleEdit edit = ModuleEdit.of(file);
      change.accept(edit);
      return edit.bytes();
    };
  }

  /** {@return changes of description, versions, imports and memory} */
  static List<Mutant> ofDescription() {
    return List.of(
        vmlinux(
            "no-this-module",
            LoaderRule.NO_THIS_MODULE,
            edit(e -> e.renameSection(THIS_MODULE, ".gnu.linkonce.that_module"))),
        vmlinux(
            "this-module-size", LoaderRule.THIS_MODULE_SIZE, edit(e -> e.resize(THIS_MODULE, 832))),
        vmlinux(
            "no-versions",
            LoaderRule.FORCED_MODULE,
            edit(e -> e.renameSection(VERSIONS, "__verzions"))),
        vmlinux(
            "layout-version",
            LoaderRule.MODULE_LAYOUT_VERSION,
            edit(e -> flipVersion(e, "module_layout"))),
        vmlinux(
            "vermagic-flags",
            LoaderRule.VERMAGIC,
            edit(e -> e.text(".modinfo", "SMP preempt mod_unload", "SMP mod_unload"))),
        vmlinux(
            "no-livepatch-tag",
            LoaderRule.NOT_A_LIVEPATCH,
            edit(e -> e.text(".modinfo", "livepatch=Y", "livepitch=Y"))),
        vmlinux(
            "proprietary",
            LoaderRule.GPL_ONLY_IMPORT,
            edit(e -> e.text(".modinfo", "license=GPL", "license=X"))),
        vmlinux(
            "writable-code",
            LoaderRule.WRITABLE_CODE,
            edit(e -> e.flags(TEXT, ElfConstants.SHF_WRITE))),
        vmlinux("alignment", LoaderRule.SECTION_ALIGNMENT, edit(e -> e.alignment(".data", 3))),
        vmlinux(
            "per-cpu-data",
            LoaderRule.PER_CPU_DATA,
            edit(e -> e.add(zeros(".data..percpu", 64 << 10)))),
        vmlinux(
            "common-data",
            LoaderRule.COMMON_SYMBOL,
            edit(e -> e.symbol(SYMBOL + "C_A_D,0", s -> common(s)))),
        vmlinux(
            "unknown-import",
            LoaderRule.UNKNOWN_IMPORT,
            edit(e -> e.rename("sprintf", "sprintf_of_another_kernel"))),
        vmlinux("import-version", LoaderRule.SYMBOL_VERSION, edit(e -> flipVersion(e, "sprintf"))),
        vmlinux(
            "no-import-version",
            LoaderRule.SYMBOL_VERSION,
            edit(e -> renameVersion(e, "sprintf", "sprintg"))),
        vmlinux("namespace", LoaderRule.NAMESPACE_IMPORT, edit(ModuleMutants::importNamespaced)),
        vmlinux(
            "no-enable-call",
            LoaderRule.NO_KLP_ENABLE,
            edit(e -> importInstead(e, "klp_enable_patch", "klp_get_state"))),
        vmlinux(
            "long-name",
            LoaderRule.MODULE_NAME,
            edit(e -> e.data(THIS_MODULE, bytes -> fillName(bytes)))));
  }

  /** {@return changes of relocations, and of their sections and symbols} */
  static List<Mutant> ofRelocations() {
    return List.of(
        vmlinux(
            "relocation-type",
            LoaderRule.RELOCATION_TYPE,
            edit(e -> first(e, TEXT, "sprintf", r -> typed(r, 9)))),
        vmlinux(
            "relocation-outside",
            LoaderRule.RELOCATION_OUTSIDE,
            edit(e -> first(e, TEXT, "sprintf", r -> moved(r, 4096)))),
        vmlinux(
            "relocation-overflow",
            LoaderRule.RELOCATION_OVERFLOW,
            edit(e -> first(e, TEXT, SYMBOL + "poweroff_cmd,0", r -> added(r, 1L << 33)))),
        vmlinux(
            "relocation-range",
            LoaderRule.RELOCATION_RANGE,
            edit(e -> first(e, TEXT, SYMBOL + "reboot_cpu,0", r -> added(r, 1L << 33)))),
        vmlinux(
            "nonzero-site",
            LoaderRule.NONZERO_SITE,
            edit(e -> e.data(TEXT, bytes -> bytes[0x25] = 1))),
        vmlinux(
            "nonzero-klp-site",
            LoaderRule.NONZERO_SITE,
            edit(e -> e.data(TEXT, bytes -> bytes[0x1d] = 1))),
        vmlinux(
            "two-relocations",
            LoaderRule.DOUBLE_RELOCATION,
            edit(e -> e.relocate(TEXT, new ImageRelocation(0x25, 4, e.symbol("sprintf"), -4)))),
        vmlinux(
            "klp-section-name",
            LoaderRule.KLP_SECTION_NAME,
            edit(e -> klpTable(e, TEXT, ".klp.rela.." + TEXT, 0))),
        vmlinux(
            "klp-section-flag",
            LoaderRule.KLP_SECTION_FLAGS,
            edit(e -> klpTable(e, TEXT, SYMBOL_TABLE, ElfConstants.SHF_RELA_LIVEPATCH))),
        vmlinux(
            "klp-section-object",
            LoaderRule.KLP_SECTION_OBJECT,
            edit(e -> klpTable(e, TEXT, ".klp.rela.binfmt_misc." + TEXT, 0))),
        vmlinux(
            "klp-section-target",
            LoaderRule.KLP_SECTION_TARGET,
            edit(e -> e.section(TEXT, ModuleMutants::unallocated))),
        vmlinux(
            "klp-symbol-unmarked",
            LoaderRule.KLP_SYMBOL_MARK,
            edit(e -> e.symbol(SYMBOL + "C_A_D,0", s -> placed(s, SymbolPlace.ABSOLUTE)))),
        vmlinux(
            "klp-symbol-name",
            LoaderRule.KLP_SYMBOL_NAME,
            edit(e -> e.rename(SYMBOL + "C_A_D,0", SYMBOL + "C_A_D"))),
        vmlinux(
            "klp-symbol-missing",
            LoaderRule.KLP_SYMBOL_MISSING,
            edit(e -> e.rename(SYMBOL + "C_A_D,0", SYMBOL + "C_A_E,0"))),
        vmlinux(
            "klp-symbol-ambiguous",
            LoaderRule.KLP_SYMBOL_AMBIGUOUS,
            edit(e -> e.rename(SYMBOL + "type_show,2", SYMBOL + "type_show,0"))),
        vmlinux(
            "klp-symbol-position",
            LoaderRule.KLP_SYMBOL_POSITION,
            edit(e -> e.rename(SYMBOL + "type_show,2", SYMBOL + "type_show,99"))),
        vmlinux(
            "klp-symbol-freed",
            LoaderRule.KLP_SYMBOL_FREED,
            edit(e -> e.rename(SYMBOL + "mode_store,1", SYMBOL + "do_utime,0"))),
        vmlinux(
            "klp-symbol-of-module",
            LoaderRule.KLP_MODULE_SYMBOL,
            edit(e -> e.rename(SYMBOL + "C_A_D,0", MODULE_SYMBOL + "enabled,0"))),
        vmlinux(
            "klp-symbol-in-ordinary",
            LoaderRule.KLP_SYMBOL_USE,
            edit(
                e ->
                    first(
                        e, TEXT, "sprintf", r -> r.withSymbol(e.symbol(SYMBOL + "mode_store,1"))))),
        module(
            "vmlinux-symbol-for-module",
            LoaderRule.KLP_VMLINUX_SYMBOL,
            edit(e -> e.rename(MODULE_SYMBOL + "enabled,0", SYMBOL + "C_A_D,0"))),
        module(
            "module-symbol-missing",
            LoaderRule.KLP_SYMBOL_MISSING,
            edit(e -> e.rename(MODULE_SYMBOL + "enabled,0", MODULE_SYMBOL + "disabled,0"))),
        module(
            "module-symbol-position",
            LoaderRule.KLP_SYMBOL_POSITION,
            edit(e -> e.rename(MODULE_SYMBOL + "enabled,0", MODULE_SYMBOL + "enabled,2"))),
        module(
            "module-symbol-of-init",
            LoaderRule.KLP_SYMBOL_VIEWS,
            edit(e -> e.rename(MODULE_SYMBOL + "enabled,0", MODULE_SYMBOL + "init_misc_binfmt,0"))),
        module(
            "nonzero-module-site",
            LoaderRule.NONZERO_SITE,
            edit(e -> e.data(MODULE_TEXT, bytes -> bytes[7] = 1))),
        module("too-late", LoaderRule.KLP_TOO_LATE, edit(ModuleMutants::relocateTableLate)));
  }

  private static final String SYMBOL_TABLE = ".klp.rela.vmlinux..text.cpu_show";

  /** {@return changes of the kernel's structures} */
  static List<Mutant> ofStructures() {
    return List.of(
        vmlinux(
            "no-objs",
            LoaderRule.KLP_STRUCTURE,
            edit(e -> e.drop(".data", e.value("klpforge_patch") + 8))),
        vmlinux(
            "no-mod",
            LoaderRule.KLP_STRUCTURE,
            edit(e -> e.drop(".data", e.value("klpforge_patch")))),
        vmlinux(
            "no-new-func",
            LoaderRule.KLP_STRUCTURE,
            edit(e -> e.drop(".data", e.value("klpforge_funcs_0") + 8))),
        vmlinux(
            "no-old-name",
            LoaderRule.KLP_STRUCTURE,
            edit(e -> e.drop(".data", e.value("klpforge_funcs_0")))),
        module(
            "no-funcs",
            LoaderRule.KLP_STRUCTURE,
            edit(e -> e.drop(".data", e.value("klpforge_objects") + 8))),
        vmlinux(
            "function-twice",
            LoaderRule.DUPLICATE_KLP_FUNCTION,
            edit(ModuleMutants::functionTwice)),
        vmlinux(
            "old-name-too-long",
            LoaderRule.KLP_FUNCTION_NAME,
            edit(e -> longName(e, e.value("klpforge_funcs_0"), 512))),
        vmlinux(
            "object-name-too-long",
            LoaderRule.KLP_OBJECT_NAME,
            edit(e -> longName(e, e.value("klpforge_objects"), 56))),
        vmlinux("object-twice", LoaderRule.DUPLICATE_KLP_OBJECT, edit(ModuleMutants::objectTwice)),
        vmlinux(
            "old-function-missing",
            LoaderRule.OLD_FUNCTION_MISSING,
            edit(e -> e.text(".rodata.str1.1", "cpu_show", "cpu_shoe"))),
        vmlinux(
            "old-function-ambiguous",
            LoaderRule.OLD_FUNCTION_AMBIGUOUS,
            edit(e -> oldFunction(e, "c_start", 0))),
        vmlinux(
            "old-function-position",
            LoaderRule.OLD_FUNCTION_POSITION,
            edit(e -> oldFunction(e, "cpu_show", 99))),
        vmlinux(
            "old-function-of-init",
            LoaderRule.OLD_FUNCTION_FREED,
            edit(e -> oldFunction(e, "do_utime", 0))),
        vmlinux(
            "old-function-assembly",
            LoaderRule.NO_FTRACE_LOCATION,
            edit(e -> oldFunction(e, "memset", 0))),
        vmlinux(
            "old-function-is-data",
            LoaderRule.NO_FTRACE_LOCATION,
            edit(e -> oldFunction(e, "jiffies", 0))),
        module(
            "module-function-missing",
            LoaderRule.OLD_FUNCTION_MISSING,
            edit(e -> e.text(".rodata.str1.1", "bm_status_read", "bm_status_reed"))),
        vmlinux(
            "new-function-inside",
            LoaderRule.NEW_FUNCTION_PLACE,
            edit(e -> first(e, ".data", "cpu_show", r -> added(r, 1)))));
  }

  /** {@return changes of code and of tables about it} */
  static List<Mutant> ofCode() {
    return List.of(
        vmlinux(
            "call-addend",
            LoaderRule.CALL_TARGET,
            edit(e -> first(e, TEXT, "sprintf", r -> added(r, 1)))),
        vmlinux(
            "klp-call-addend",
            LoaderRule.CALL_TARGET,
            edit(e -> first(e, TEXT, SYMBOL + "mode_store,1", r -> added(r, -1)))),
        vmlinux(
            "call-of-data",
            LoaderRule.CALL_TARGET,
            edit(e -> swapped(e, SYMBOL + "mode_store,1", SYMBOL + "reboot_cpu,0"))),
        vmlinux(
            "load-from-code",
            LoaderRule.DATA_TARGET,
            edit(e -> swapped(e, SYMBOL + "mode_store,1", SYMBOL + "C_A_D,0"))),
        vmlinux(
            "data-addend",
            LoaderRule.DATA_RANGE,
            edit(e -> first(e, TEXT, SYMBOL + "reboot_cpu,0", r -> added(r, 4)))),
        vmlinux(
            "pointer-addend",
            LoaderRule.CALL_TARGET,
            edit(e -> first(e, TEXT, SYMBOL + "type_show,2", r -> added(r, 1)))),
        vmlinux(
            "relative-for-absolute",
            LoaderRule.MISREAD_REFERENCE,
            edit(e -> first(e, TEXT, SYMBOL + "poweroff_cmd,0", r -> typed(r, PC32)))),
        vmlinux(
            "absolute-for-relative",
            LoaderRule.MISREAD_REFERENCE,
            edit(e -> first(e, TEXT, SYMBOL + "reboot_cpu,0", r -> typed(r, ABS32S)))),
        vmlinux(
            "table-cut", LoaderRule.SPECIAL_SECTION_SIZE, edit(e -> e.resize(".return_sites", 7))),
        vmlinux("unwind-cut", LoaderRule.UNWIND_TABLES, edit(e -> e.resize(".orc_unwind", 12))),
        vmlinux(
            "undecodable-code",
            LoaderRule.UNDECODABLE_CODE,
            edit(e -> e.data(TEXT, bytes -> bytes[5] = 6))),
        vmlinux("ftrace-site", LoaderRule.FTRACE_SITE, edit(e -> eachMoved(e, "__mcount_loc"))),
        vmlinux(
            "no-ftrace-record",
            LoaderRule.SPECIAL_SECTION_ENTRY,
            edit(e -> e.drop("__mcount_loc", 0))),
        vmlinux(
            "no-unwind-record",
            LoaderRule.SPECIAL_SECTION_ENTRY,
            edit(e -> e.drop(".orc_unwind_ip", 16))));
  }

  /** {@return changes that do no harm} */
  static List<Mutant> harmless() {
    return List.of(
        good(
            "vermagic-release",
            edit(e -> e.text(".modinfo", "vermagic=6.1.0-", "vermagic=6.1.1-"))),
        good("position-of-unique", edit(e -> e.rename(SYMBOL + "C_A_D,0", SYMBOL + "C_A_D,1"))),
        good("position-of-unique-function", edit(e -> oldFunction(e, "cpu_show", 1))),
        good(
            "sections-not-named-so",
            edit(e -> e.renameSection(".rodata.cpu_show.str1.1", ".rodata.other"))),
        good("larger-section", edit(e -> e.add(zeros(".data.more", 4096)))),
        good("weak-import", edit(e -> e.symbol("klpforge_exit", s -> weak(s)))));
  }

  private static ImageRelocation typed(ImageRelocation r, int type) {
    return new ImageRelocation(r.offset(), type, r.symbol(), r.addend());
  }

  private static ImageRelocation moved(ImageRelocation r, long bytes) {
    return new ImageRelocation(r.offset() + bytes, r.type(), r.symbol(), r.addend());
  }

  private static ImageRelocation added(ImageRelocation r, long addend) {
    return new ImageRelocation(r.offset(), r.type(), r.symbol(), r.addend() + addend);
  }

  private static ModuleEdit first(
      ModuleEdit edit, String section, String symbol, UnaryOperator<ImageRelocation> change) {
    return edit.relocations(section, symbol::equals, change);
  }

  private static void swapped(ModuleEdit edit, String one, String other) {
    int first = edit.symbol(one);
    int second = edit.symbol(other);
    edit.tables(
        TEXT,
        table ->
            table.withEntries(
                table.entries().stream().map(r -> swapped(r, first, second)).toList()));
  }

  private static ImageRelocation swapped(ImageRelocation r, int first, int second) {
    if (r.symbol() == first) {
      return r.withSymbol(second);
    }
    return r.symbol() == second ? r.withSymbol(first) : r;
  }

  private static ModuleEdit klpTable(ModuleEdit edit, String section, String name, long without) {
    return edit.tables(
        section,
        table ->
            table.isLivepatch()
                ? new RelocationList(name, table.flags() & ~without, table.entries())
                : table);
  }

  private static ImageSection unallocated(ImageSection s) {
    return new ImageSection(
        s.name(),
        s.type(),
        s.flags() & ~ElfConstants.SHF_ALLOC,
        s.alignment(),
        s.entrySize(),
        s.size(),
        s.data(),
        s.linkedTo(),
        s.tables());
  }

  private static ImageSymbol placed(ImageSymbol s, SymbolPlace place) {
    return new ImageSymbol(s.name(), s.type(), s.binding(), s.other(), place, s.value(), s.size());
  }

  private static ImageSymbol common(ImageSymbol s) {
    SymbolPlace common = new SymbolPlace(SymbolPlace.Kind.COMMON, SymbolPlace.ABSOLUTE.section());
    return new ImageSymbol("common_data", s.type(), s.binding(), s.other(), common, 8, 8);
  }

  private static ImageSymbol weak(ImageSymbol s) {
    return new ImageSymbol(
        "nothing_exports_this",
        s.type(),
        SymbolBinding.WEAK,
        s.other(),
        SymbolPlace.UNDEFINED,
        0,
        0);
  }

  private static ImageSection zeros(String name, int size) {
    return new ImageSection(
        name,
        ElfConstants.SHT_PROGBITS,
        ElfConstants.SHF_ALLOC | ElfConstants.SHF_WRITE,
        8,
        0,
        size,
        Bytes.of(new byte[size], ByteOrder.LITTLE_ENDIAN),
        OptionalInt.empty(),
        List.of());
  }

  private static int version(byte[] versions, String symbol) {
    Bytes table = Bytes.of(versions, ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < table.length(); at += VERSION_SIZE) {
      if (table.text(at + 8).equals(symbol)) {
        return at;
      }
    }
    throw new IllegalArgumentException("no version of " + symbol);
  }

  private static void flipVersion(ModuleEdit edit, String symbol) {
    edit.data(VERSIONS, bytes -> bytes[version(bytes, symbol)] ^= 1);
  }

  private static void renameVersion(ModuleEdit edit, String symbol, String other) {
    edit.text(VERSIONS, symbol + "\0", other + "\0");
  }

  /**
   * Imports a symbol with the version of another kernel: what comes first is that it is missing.
   */
  private static void importInstead(ModuleEdit edit, String symbol, String other) {
    setVersion(edit, symbol, other, StockKernel.require().version(other));
    edit.rename(symbol, other);
  }

  private static void setVersion(ModuleEdit edit, String symbol, String other, long version) {
    edit.data(
        VERSIONS,
        bytes -> {
          int at = version(bytes, symbol);
          ByteBuffer entry = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
          entry.putLong(at, version);
          for (int i = 0; i < VERSION_SIZE - 8; i++) {
            entry.put(at + 8 + i, i < other.length() ? (byte) other.charAt(i) : 0);
          }
        });
  }

  private static void importNamespaced(ModuleEdit edit) {
    importInstead(edit, "sprintf", "insert_resource_expand_to_fit");
  }

  private static void fillName(byte[] thisModule) {
    for (int i = 24; i < 24 + 56; i++) {
      thisModule[i] = 'x';
    }
  }

  /** Lets a pointer lead to a new text, which is too long for the kernel. */
  private static void longName(ModuleEdit edit, long pointer, int characters) {
    int[] end = new int[1];
    edit.data(".rodata.str1.1", bytes -> end[0] = bytes.length);
    edit.resize(".rodata.str1.1", end[0] + characters + 1);
    edit.data(".rodata.str1.1", b -> Arrays.fill(b, end[0], end[0] + characters, (byte) 'x'));
    edit.drop(".data", pointer);
    edit.relocate(
        ".data", new ImageRelocation(pointer, ABS64, edit.symbol(".rodata.str1.1"), end[0]));
  }

  /** Lets all relocations of a section lead five bytes further on. */
  private static void eachMoved(ModuleEdit edit, String section) {
    edit.tables(
        section,
        table -> table.withEntries(table.entries().stream().map(r -> added(r, 5)).toList()));
  }

  private static void oldFunction(ModuleEdit edit, String name, int position) {
    long at = edit.value("klpforge_funcs_0") + 16;
    edit.text(".rodata.str1.1", "cpu_show", name).data(".data", b -> b[(int) at] = (byte) position);
  }

  /** The empty element that ends the array becomes a second one like the first. */
  private static void functionTwice(ModuleEdit edit) {
    long array = edit.value("klpforge_funcs_0");
    long size = edit.size("klpforge_funcs_0") / 2;
    edit.resize(".data", (int) (array + 3 * size));
    edit.relocate(
        ".data", new ImageRelocation(array + size, ABS64, edit.symbol(".rodata.str1.1"), 0));
    edit.relocate(
        ".data", new ImageRelocation(array + size + 8, ABS64, edit.symbol("cpu_show"), 0));
  }

  /** The second object has functions of its own, of which the kernel keeps lists. */
  private static void objectTwice(ModuleEdit edit) {
    long second = edit.value("klpforge_objects") + edit.size("klpforge_objects") / 2;
    long functions = edit.value("klpforge_funcs_0") + edit.size("klpforge_funcs_0");
    edit.resize(".data", (int) (functions + edit.size("klpforge_funcs_0")));
    int data = edit.symbol(".data");
    edit.relocate(".data", new ImageRelocation(second + 8, ABS64, data, functions));
    int names = edit.symbol(".rodata.str1.1");
    edit.relocate(".data", new ImageRelocation(functions, ABS64, names, 0));
    int text = edit.symbol("cpu_show");
    edit.relocate(".data", new ImageRelocation(functions + 8, ABS64, text, 0));
  }

  private static void relocateTableLate(ModuleEdit edit) {
    int enabled = edit.symbol(MODULE_SYMBOL + "enabled,0");
    RelocationList late =
        new RelocationList(
            ".klp.rela.binfmt_misc..return_sites",
            ElfConstants.SHF_ALLOC | ElfConstants.SHF_INFO_LINK | ElfConstants.SHF_RELA_LIVEPATCH,
            List.of(new ImageRelocation(0, PC32, enabled, 0)));
    edit.section(".return_sites", s -> s.withTables(List.of(late)));
  }
}
