package io.klpforge.diff.select;

import static io.klpforge.diff.built.ObjectBuilder.anObject;

import io.klpforge.diff.built.ObjectBuilder;
import io.klpforge.diff.elf.ObjectFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A kernel with a few symbols. */
final class ToyKernel {
  private final ObjectBuilder vmlinux = anObject();
  private final Map<String, SymbolIndex> modules = new HashMap<>();
  private final List<String> exports = new ArrayList<>();
  private Set<KernelFeature> features = Set.of();

  /** A kernel that has nothing. */
  static ToyKernel aKernel() {
    return new ToyKernel();
  }

  /** From here on statics are of that source file. */
  ToyKernel file(String name) {
    vmlinux.file(name);
    return this;
  }

  ToyKernel global(String name, int size) {
    vmlinux.globals().function(".text", name, "90".repeat(size));
    return this;
  }

  ToyKernel local(String name, int size) {
    vmlinux.statics().function(".text", name, "90".repeat(size));
    return this;
  }

  ToyKernel weak(String name, int size) {
    vmlinux.weak().function(".text", name, "90".repeat(size));
    return this;
  }

  ToyKernel variable(String name, int size) {
    vmlinux.statics().variable(".data", name, "00".repeat(size));
    return this;
  }

  ToyKernel export(String name, String owner, String namespace) {
    exports.add("0x12345678\t" + name + "\t" + owner + "\tEXPORT_SYMBOL_GPL\t" + namespace);
    return this;
  }

  ToyKernel module(String name, ObjectBuilder module) {
    ObjectFile file = module.read();
    modules.put(name, SymbolIndex.ofModule(file, file));
    return this;
  }

  /** Whose livepatch code is that of Linux 5.7. */
  ToyKernel relocatingLate() {
    features = Set.of(KernelFeature.LATE_RELOCATIONS);
    return this;
  }

  KernelSymbols symbols() {
    return new KernelSymbols(
        SymbolIndex.ofVmlinux(vmlinux.read()),
        name -> Optional.ofNullable(modules.get(name)),
        ExportTable.parse(exports),
        features);
  }
}
