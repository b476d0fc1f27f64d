package io.klpforge.driver.run;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.select.ExportTable;
import io.klpforge.diff.select.KernelFeature;
import io.klpforge.diff.select.KernelSymbols;
import io.klpforge.diff.select.SymbolIndex;
import io.klpforge.driver.kernel.KernelBanner;
import io.klpforge.driver.kernel.KernelConfig;
import io.klpforge.driver.kernel.KernelFiles;
import io.klpforge.emit.inspect.BuildIdNote;
import io.klpforge.emit.inspect.ModInfo;
import io.klpforge.emit.verify.KernelImage;
import io.klpforge.emit.verify.RunningKernel;
import io.klpforge.emit.verify.TargetModule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A kernel as the differ sees it, and as its module loader does; both from one reading of vmlinux.
 *
 * @param symbols for the differ
 * @param running for the simulated loader
 * @param banner what vmlinux says of itself; empty if it does not
 * @param buildIds which build it is
 */
record KernelView(KernelSymbols symbols, RunningKernel running, String banner, BuildIds buildIds) {
  private static final String THIS_MODULE = ".gnu.linkonce.this_module";

  /**
   * {@return the view of a kernel}
   *
   * @param vmlinux read already
   * @param modules of the kernel
   * @param features what its livepatch code does otherwise than that of Linux 5.8 and later
   */
  static KernelView of(
      KernelFiles files,
      KernelConfig config,
      ObjectFile vmlinux,
      TargetModules modules,
      Set<KernelFeature> features) {
    SymbolIndex index = SymbolIndex.ofVmlinux(vmlinux);
    ExportTable exports = TargetSymbols.exports(files.symvers());
    KernelSymbols symbols =
        new KernelSymbols(index, modules::symbols, exports, features).withCode();
    return new KernelView(
        symbols,
        running(files, config, vmlinux, index, exports, modules),
        KernelBanner.of(vmlinux).map(KernelBanner::text).orElse(""),
        new BuildIds(BuildIdNote.of(vmlinux), modules));
  }

  /** {@return only what the module loader sees, which needs no source} */
  static RunningKernel running(
      KernelFiles files, KernelConfig config, ObjectFile vmlinux, TargetModules modules) {
    return running(files, config, vmlinux, SymbolIndex.ofVmlinux(vmlinux), modules);
  }

  /** {@return the same, with vmlinux's symbols at hand already} */
  static RunningKernel running(
      KernelFiles files,
      KernelConfig config,
      ObjectFile vmlinux,
      SymbolIndex index,
      TargetModules modules) {
    return running(files, config, vmlinux, index, TargetSymbols.exports(files.symvers()), modules);
  }

  private static RunningKernel running(
      KernelFiles files,
      KernelConfig config,
      ObjectFile vmlinux,
      SymbolIndex index,
      ExportTable exports,
      TargetModules modules) {
    Map<String, Optional<TargetModule>> known = new ConcurrentHashMap<>();
    return new RunningKernel(
        files.release(),
        vmlinux.header().machine(),
        vermagic(vmlinux, index, files.release(), modules),
        options(config),
        KernelImage.of(vmlinux, index),
        name -> known.computeIfAbsent(name, key -> module(key, modules)),
        exports,
        moduleSize(modules),
        List.of(),
        List.of());
  }

  private static Optional<TargetModule> module(String name, TargetModules modules) {
    return modules.file(name).map(file -> TargetModule.of(name, file));
  }

  private static Set<String> options(KernelConfig config) {
    return config.values().keySet().stream().filter(config::isSet).collect(Collectors.toSet());
  }

  /** What the kernel itself compares with; else what its modules were built with. */
  private static Optional<String> vermagic(
      ObjectFile vmlinux, SymbolIndex index, String release, TargetModules modules) {
    return index.named("vermagic").stream()
        .flatMap(symbol -> text(vmlinux, symbol).stream())
        .filter(text -> text.startsWith(release + " "))
        .findFirst()
        .or(() -> modules.any().flatMap(module -> ModInfo.of(module).vermagic()));
  }

  private static Optional<String> text(ObjectFile vmlinux, Symbol symbol) {
    Section section = vmlinux.section(symbol.place().section());
    long offset = symbol.value() - section.address();
    boolean inside = offset >= 0 && offset < section.data().length();
    return inside ? Optional.of(section.data().text((int) offset)) : Optional.empty();
  }

  private static OptionalLong moduleSize(TargetModules modules) {
    Optional<Section> section = modules.any().flatMap(module -> module.section(THIS_MODULE));
    return section.isPresent() ? OptionalLong.of(section.get().size()) : OptionalLong.empty();
  }
}
