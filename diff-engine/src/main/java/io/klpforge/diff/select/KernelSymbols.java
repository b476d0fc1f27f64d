package io.klpforge.diff.select;

import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.reproduce.Reproducer;
import io.klpforge.diff.reproduce.Reproduction;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The symbols of a whole kernel: vmlinux, its modules, and what they export. */
public final class KernelSymbols {
  /** The name by which the kernel's livepatch code calls the kernel proper. */
  public static final String VMLINUX = "vmlinux";

  private final SymbolIndex vmlinux;
  private final Function<String, Optional<SymbolIndex>> modules;
  private final Map<String, Optional<SymbolIndex>> known = new ConcurrentHashMap<>();
  private final ExportTable exports;
  private final Set<KernelFeature> features;
  private final boolean requiresModules;

  /**
   * The symbols of a kernel whose livepatch code is that of Linux 5.8 or later.
   *
   * @param vmlinux of the kernel proper
   * @param modules gives the index of a module by its name with underscores; asked once each
   * @param exports what all of them export
   */
  public KernelSymbols(
      SymbolIndex vmlinux, Function<String, Optional<SymbolIndex>> modules, ExportTable exports) {
    this(vmlinux, modules, exports, Set.of());
  }

  /**
   * The symbols of a kernel.
   *
   * @param features what its livepatch code does otherwise than that of Linux 5.8 and later
   */
  public KernelSymbols(
      SymbolIndex vmlinux,
      Function<String, Optional<SymbolIndex>> modules,
      ExportTable exports,
      Set<KernelFeature> features) {
    this(vmlinux, modules, exports, features, false);
  }

  private KernelSymbols(
      SymbolIndex vmlinux,
      Function<String, Optional<SymbolIndex>> modules,
      ExportTable exports,
      Set<KernelFeature> features,
      boolean requiresModules) {
    this.vmlinux = vmlinux;
    this.modules = modules;
    this.exports = exports;
    this.features = Set.copyOf(features);
    this.requiresModules = requiresModules;
  }

  /**
   * {@return this kernel, for a livepatch that may require modules to be loaded before it}: what
   * they export can then be reached where the kernel looks before livepatch relocations are applied
   */
  public KernelSymbols requiringModules() {
    return new KernelSymbols(vmlinux, modules, exports, features, true);
  }

  /** {@return the kernel as seen from one object that is compiled into {@code owner}} */
  public KernelScope scope(String owner, ObjectLayout orig) {
    return new KernelScope(this, owner, orig, Optional.empty());
  }

  /** {@return the same, where the object was compared with the kernel's code} */
  public KernelScope scope(String owner, Reproduction reproduction) {
    return new KernelScope(this, owner, reproduction.orig(), Optional.of(reproduction));
  }

  /** {@return this, with vmlinux's code at hand already}, which takes some tenths of a second */
  public KernelSymbols withCode() {
    vmlinux.image();
    return this;
  }

  /**
   * {@return the object compared with the kernel's code}; empty if the kernel has no such module
   *
   * @param owner {@code vmlinux}, or the module that the object is compiled into
   * @param orig compiled without the patch
   */
  public Optional<Reproduction> reproduce(String owner, ObjectLayout orig) {
    return index(owner).map(symbols -> Reproducer.reproduce(orig, symbols.image()));
  }

  Optional<SymbolIndex> index(String owner) {
    return owner.equals(VMLINUX) ? Optional.of(vmlinux) : known.computeIfAbsent(owner, modules);
  }

  Set<KernelFeature> features() {
    return features;
  }

  boolean requiresModules() {
    return requiresModules;
  }

  ExportTable exports() {
    return exports;
  }
}
