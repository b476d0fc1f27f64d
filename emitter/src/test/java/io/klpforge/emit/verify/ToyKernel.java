package io.klpforge.emit.verify;

import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.SymbolType;
import io.klpforge.diff.select.ExportTable;
import io.klpforge.diff.select.SymbolIndex;
import io.klpforge.emit.write.ElfWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A kernel of a few symbols. {@code show} is in it twice, {@code raw} has no ftrace entry, {@code
 * early} is freed; the modules {@code xfs} and {@code jbd2} have {@code mount}, and {@code setup}
 * only while they load.
 */
final class ToyKernel {
  static final String VERMAGIC = "6.1.0 SMP mod_unload modversions ";
  static final int MODULE_SIZE = 128;
  private static final long TEXT = 0xffff_ffff_8100_0000L;
  private static final long INIT = 0xffff_ffff_8200_0000L;
  private static final List<String> SYMVERS =
      List.of(
          "0x00000001\tmodule_layout\tvmlinux\tEXPORT_SYMBOL\t",
          "0x00000002\tklp_enable_patch\tvmlinux\tEXPORT_SYMBOL_GPL\t",
          "0x00000003\tprintk\tvmlinux\tEXPORT_SYMBOL\t",
          "0x00000004\tspecial\tvmlinux\tEXPORT_SYMBOL\tCLUB",
          "0x00000006\tours\tvmlinux\tEXPORT_SYMBOL\tmodule:other,fi*",
          "0x00000007\ttheirs\tvmlinux\tEXPORT_SYMBOL\tmodule:other,fixes",
          "0x00000005\txfs_fn\tfs/xfs/xfs\tEXPORT_SYMBOL\t");

  /** What CONFIG_LIVEPATCH depends on. */
  static final List<String> PREREQUISITES =
      List.of(
          "MODULES",
          "SYSFS",
          "KALLSYMS_ALL",
          "DYNAMIC_FTRACE_WITH_ARGS",
          "HAVE_RELIABLE_STACKTRACE");

  private ToyKernel() {}

  private static Set<String> with(List<String> options) {
    Set<String> all = new HashSet<>(PREREQUISITES);
    all.addAll(options);
    return all;
  }

  static RunningKernel running(String... options) {
    List<String> set = options.length == 0 ? List.of("LIVEPATCH", "MODVERSIONS") : List.of(options);
    return running(ElfConstants.EM_X86_64, with(set), vmlinux(true));
  }

  /** {@return the same with the livepatch code of a kernel before 5.5} */
  static RunningKernel withLateRelocations(String... more) {
    Set<String> options = with(List.of("LIVEPATCH", "MODVERSIONS"));
    options.addAll(List.of(more));
    return running(ElfConstants.EM_X86_64, options, vmlinux(false));
  }

  /** {@return the same on another machine, without versions of symbols} */
  static RunningKernel ofMachine(ToyMachine machine) {
    return running(machine.number(), with(List.of("LIVEPATCH")), vmlinux(true));
  }

  /** {@return the same with these options and no others} */
  static RunningKernel withOnly(String... options) {
    return running(ElfConstants.EM_X86_64, Set.of(options), vmlinux(true));
  }

  /** {@return the same of another release} */
  static RunningKernel release(String release) {
    RunningKernel kernel = running();
    return new RunningKernel(
        release,
        kernel.machine(),
        kernel.vermagic(),
        kernel.options(),
        kernel.image(),
        kernel.modules(),
        kernel.exports(),
        kernel.moduleSize(),
        kernel.loaded(),
        kernel.enrolled());
  }

  private static RunningKernel running(int machine, Set<String> options, ObjectFile vmlinux) {
    SymbolIndex symbols = SymbolIndex.ofVmlinux(vmlinux);
    KernelImage found = KernelImage.of(vmlinux, symbols);
    KernelImage image =
        new KernelImage(
            symbols,
            found.sections(),
            INIT,
            INIT + 0x1000,
            Optional.of(AddressSet.of(TEXT, TEXT + 0x24, TEXT + 0x40, TEXT + 0x80)),
            found.sealed());
    return new RunningKernel(
        "6.1.0",
        machine,
        Optional.of(VERMAGIC),
        options,
        image,
        name ->
            List.of("xfs", "jbd2").contains(name)
                ? Optional.of(TargetModule.of(name, xfs()))
                : Optional.empty(),
        ExportTable.parse(SYMVERS),
        OptionalLong.of(MODULE_SIZE),
        List.of(),
        List.of());
  }

  private static ObjectFile vmlinux(boolean early) {
    ToyModule file = new ToyModule();
    int text = file.code(".text", new byte[0x200]);
    int init = file.code(".init.text", new byte[0x40]);
    file.symbol("show", SymbolType.FUNC, text, TEXT, 0x20);
    file.symbol("show", SymbolType.FUNC, text, TEXT + 0x20, 0x20);
    file.symbol("only", SymbolType.FUNC, text, TEXT + 0x40, 0x20);
    file.symbol("raw", SymbolType.FUNC, text, TEXT + 0x60, 0x20);
    file.symbol("klp_enable_patch", SymbolType.FUNC, text, TEXT + 0x80, 0x20);
    file.symbol("printk", SymbolType.FUNC, text, TEXT + 0xa0, 0x20);
    if (early) {
      file.symbol("klp_apply_section_relocs", SymbolType.FUNC, text, TEXT + 0xc0, 0x20);
      file.symbol("klp_get_state", SymbolType.FUNC, text, TEXT + 0xe0, 0x20);
    }
    int data = file.data(".data", ElfConstants.SHF_WRITE, new byte[0x10]);
    file.symbol("state", SymbolType.OBJECT, data, TEXT + 0x10_0000, 0x10);
    file.symbol("early", SymbolType.FUNC, init, INIT, 0x20);
    trampolines(file, text, early);
    return ElfReader.read(ElfWriter.write(file.image()).toArray());
  }

  /**
   * Two static calls, the first of which is listed as one that modules may use. Sections of toys
   * are at address 0, from which it is a 32-bit distance to the kernel's code.
   */
  private static void trampolines(ToyModule file, int text, boolean listed) {
    file.symbol("__SCT__shared", SymbolType.FUNC, text, TEXT + 0x100, 8);
    file.symbol("__SCT__own", SymbolType.FUNC, text, TEXT + 0x108, 8);
    if (!listed) {
      return;
    }
    byte[] record = new byte[8];
    ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN).putInt((int) (TEXT + 0x100));
    int table = file.data(".rodata", 0, record);
    file.symbol("__start_static_call_tramp_key", SymbolType.OBJECT, table, 0, 0);
    file.symbol("__stop_static_call_tramp_key", SymbolType.OBJECT, table, 8, 0);
  }

  private static ObjectFile xfs() {
    ToyModule file = new ToyModule();
    int text = file.code(".text", new byte[0x40]);
    int init = file.code(".init.text", new byte[0x40]);
    file.symbol("mount", SymbolType.FUNC, text, 0, 0x20);
    file.symbol("probe", SymbolType.FUNC, text, 0x20, 0x20);
    file.symbol("probe", SymbolType.FUNC, init, 0, 0x20);
    file.symbol("setup", SymbolType.FUNC, init, 0x20, 0x20);
    return ElfReader.read(ElfWriter.write(file.image()).toArray());
  }
}
