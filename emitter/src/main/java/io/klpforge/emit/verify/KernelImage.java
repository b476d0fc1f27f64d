package io.klpforge.emit.verify;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.select.SymbolIndex;
import java.util.List;
import java.util.Optional;

/**
 * A vmlinux as the loader sees the running kernel. Addresses are those it was linked for.
 *
 * @param symbols by name, in the order the kernel counts them
 * @param sections in file order
 * @param initBegin first address that is freed after boot; 0 if unknown
 * @param initEnd the address behind the last one freed
 * @param ftraceEntries addresses that ftrace knows; empty if the file does not show them
 * @param sealed entries that take no indirect calls
 */
public record KernelImage(
    SymbolIndex symbols,
    List<Section> sections,
    long initBegin,
    long initEnd,
    Optional<AddressSet> ftraceEntries,
    AddressSet sealed) {

  /** Copies the list. */
  public KernelImage {
    sections = List.copyOf(sections);
  }

  /** {@return what {@code vmlinux} shows, its symbols indexed already} */
  public static KernelImage of(ObjectFile vmlinux, SymbolIndex symbols) {
    return new KernelImage(
        symbols,
        vmlinux.sections(),
        address(symbols, "__init_begin"),
        address(symbols, "__init_end"),
        FtraceTable.of(vmlinux, symbols),
        SealedEntries.ofVmlinux(vmlinux.sections()));
  }

  /**
   * {@return whether relocations of a module's section may not use vmlinux's symbols}: since Linux
   * 5.8, which brought the function, they are applied with the livepatch's ordinary ones. Before,
   * all relocations of an object are in its own section.
   */
  public boolean keepsVmlinuxApart() {
    return !symbols.named("klp_apply_section_relocs").isEmpty();
  }

  /**
   * {@return whether all livepatch relocations are applied when the livepatch is enabled, and
   * {@code .klp.arch} sections are read after them}: it has livepatches, and not that function
   */
  boolean relocatesLate() {
    return !keepsVmlinuxApart() && !symbols.named("klp_enable_patch").isEmpty();
  }

  /**
   * {@return whether livepatches list states of the system, and have their {@code replace} behind
   * the pointer to them}: since Linux 5.5, which brought the function
   */
  boolean knowsStates() {
    return !symbols.named("klp_get_state").isEmpty();
  }

  private static long address(SymbolIndex symbols, String name) {
    return symbols.named(name).stream().mapToLong(Symbol::value).findFirst().orElse(0);
  }

  /** {@return whether what lies at {@code address} is freed when the kernel has booted} */
  boolean isFreed(long address) {
    return Long.compareUnsigned(address, initBegin) >= 0
        && Long.compareUnsigned(address, initEnd) < 0;
  }

  /** {@return whether a symbol of this vmlinux stands for code} */
  boolean isCode(Symbol symbol) {
    int section = symbol.place().section().index();
    return symbol.isDefined() && section < sections.size() && sections.get(section).isCode();
  }

  /** {@return whether a function of this vmlinux takes no indirect calls once it has booted} */
  boolean isSealed(Symbol function) {
    return sealed.hasBetween(function.value(), function.value());
  }

  /** {@return whether ftrace has an entry in a function of this vmlinux; true if unknown} */
  boolean hasFtraceEntry(Symbol function) {
    long last = function.value() + Math.max(function.size(), 1) - 1;
    return ftraceEntries.map(set -> set.hasBetween(function.value(), last)).orElse(true);
  }
}
