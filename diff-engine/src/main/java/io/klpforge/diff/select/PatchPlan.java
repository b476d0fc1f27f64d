package io.klpforge.diff.select;

import io.klpforge.diff.elf.ElfHeader;
import java.util.List;
import java.util.Optional;

/**
 * What one object contributes to the livepatch, complete: the seam between differ and emitter.
 *
 * <p>Indices in relocations, functions and symbols are places in {@link #symbols()} and {@link
 * #sections()}. The order of every list is the order in the patched object, so equal inputs give
 * equal plans.
 *
 * @param object path of the object in the build tree, such as {@code fs/proc/cmdline.o}
 * @param owner the kernel object patched: {@code vmlinux}, or a module's name with underscores
 * @param header taken over from the patched object
 * @param sections to be written
 * @param symbols defined by the object or needed from elsewhere
 * @param functions to be replaced in {@code owner}
 * @param newFunctions names of functions that {@code owner} does not have
 * @param callbacks at most one of each kind
 * @param namespaces symbol namespaces the exported symbols belong to, sorted, each once
 */
public record PatchPlan(
    String object,
    String owner,
    ElfHeader header,
    List<PlannedSection> sections,
    List<PlannedSymbol> symbols,
    List<PatchedFunction> functions,
    List<String> newFunctions,
    List<PlannedCallback> callbacks,
    List<String> namespaces) {

  /** Copies the lists. */
  public PatchPlan {
    sections = List.copyOf(sections);
    symbols = List.copyOf(symbols);
    functions = List.copyOf(functions);
    newFunctions = List.copyOf(newFunctions);
    callbacks = List.copyOf(callbacks);
    namespaces = List.copyOf(namespaces);
  }

  /** {@return the module patched; empty for vmlinux} */
  public Optional<String> module() {
    return owner.equals("vmlinux") ? Optional.empty() : Optional.of(owner);
  }
}
