package io.klpforge.diff.select;

import io.klpforge.diff.layout.ObjectLayout;
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
    this.vmlinux = vmlinux;
    this.modules = modules;
    this.exports = exports;
    this.features = Set.copyOf(features);
  }

  /** {@return the kernel as seen from one object that is compiled into {@code owner}} */
  public KernelScope scope(String owner, ObjectLayout orig) {
    return new KernelScope(this, owner, orig);
  }

  Optional<SymbolIndex> index(String owner) {
    return owner.equals(VMLINUX) ? Optional.of(vmlinux) : known.computeIfAbsent(owner, modules);
  }

  Set<KernelFeature> features() {
    return features;
  }

  ExportTable exports() {
    return exports;
  }
}
