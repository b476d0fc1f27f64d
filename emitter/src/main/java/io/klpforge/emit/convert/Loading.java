package io.klpforge.emit.convert;

import io.klpforge.emit.livepatch.KlpReference;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * At whose loading a reference can be filled in: the kernel applies a module's livepatch
 * relocations only if the livepatch has a {@code klp_object} for it, when that module is loaded.
 *
 * @param targets modules the livepatch has such structures for
 */
record Loading(Set<String> targets, KernelNames kernel) {

  /**
   * {@return the objects whose loading suits a symbol of {@code provider}}: itself if it is a
   * target, else the targets that need it loaded before
   */
  List<String> objects(String provider) {
    if (provider.equals(KlpReference.VMLINUX) || targets.contains(provider)) {
      return List.of(provider);
    }
    return targets.stream().filter(target -> needs(target, provider, new HashSet<>())).toList();
  }

  /** {@return whether the livepatch must be loadable before a module is} */
  boolean isBefore(String module) {
    return !module.equals(KlpReference.VMLINUX) && !objects(module).isEmpty();
  }

  private boolean needs(String module, String wanted, Set<String> seen) {
    return seen.add(module)
        && kernel.dependencies(module).stream()
            .anyMatch(name -> name.equals(wanted) || needs(name, wanted, seen));
  }
}
