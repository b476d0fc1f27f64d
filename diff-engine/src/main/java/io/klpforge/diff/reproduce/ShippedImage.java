package io.klpforge.diff.reproduce;

import io.klpforge.diff.arch.Architecture;
import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A shipped kernel object, vmlinux or a module, as it lies in memory: bytes, symbols, and where
 * each operand points.
 *
 * <p>In vmlinux an operand's target is read from the operand itself, which the linker finished;
 * relocations that some distributions leave in the file say nothing more. In a module it is in the
 * relocation; where there is none the assembler finished the operand, within one section. Source:
 * x86-64 psABI, "Relocation Types".
 */
public final class ShippedImage {
  private final AddressSpace space;
  private final Architecture architecture;
  private final ShippedSymbols symbols;
  private final PendingRelocations pending;
  private final Set<String> compilers;
  private final ObjectFile withFiles;
  private final ShippedTables tables = new ShippedTables(this);

  private ShippedImage(ObjectFile file, ObjectFile withFiles) {
    this.space = new AddressSpace(file);
    this.architecture = Architecture.of(file.header());
    this.symbols = new ShippedSymbols(new SymbolPlacement(file, space).of(withFiles));
    this.pending = new PendingRelocations(file, architecture);
    this.compilers = CompilerNames.of(file);
    this.withFiles = withFiles;
  }

  /**
   * {@return the image of a vmlinux}
   *
   * @param vmlinux with its whole symbol table
   */
  public static ShippedImage ofVmlinux(ObjectFile vmlinux) {
    return new ShippedImage(vmlinux, vmlinux);
  }

  /**
   * {@return the image of a module}
   *
   * @param module the very file that is loaded
   * @param withFiles the same module with FILE symbols: its debug file, or {@code module} itself
   */
  public static ShippedImage ofModule(ObjectFile module, ObjectFile withFiles) {
    return new ShippedImage(module, withFiles);
  }

  ShippedSymbols symbols() {
    return symbols;
  }

  /** {@return the special sections} */
  ShippedTables tables() {
    return tables;
  }

  /** {@return where the first section of that name that takes memory is} */
  Optional<AddressRange> section(String name) {
    return space.section(name);
  }

  Architecture architecture() {
    return architecture;
  }

  /** {@return the compilers that say in {@code .comment} that they made this} */
  Set<String> compilers() {
    return compilers;
  }

  /** {@return the flags that its debug information says it was compiled with}, read each time */
  CompilerFlags flags() {
    return CompilerFlags.of(withFiles);
  }

  /** {@return {@code length} bytes from {@code address} on, zeros where the file holds none} */
  Optional<Bytes> bytes(long address, long length) {
    return space.bytes(address, length);
  }

  /**
   * {@return the NUL-ended text at {@code address}}
   *
   * @param unit bytes of one character
   */
  Optional<String> text(long address, int unit) {
    return space
        .section(address)
        .filter(section -> section.data().length() > 0)
        .map(section -> section.data().text(offset(section, address), unit));
  }

  private int offset(Section section, long address) {
    return (int) (address - space.start(section.id()).orElseThrow());
  }

  /**
   * {@return where the operand at {@code place} was made to point}: the symbol's address plus the
   * addend; empty if there is no operand of that kind there
   *
   * @param type of the relocation that we have at this place
   */
  OptionalLong operand(long place, int type) {
    Optional<Section> section = space.section(place);
    if (section.isEmpty()) {
      return OptionalLong.empty();
    }
    long offset = offset(section.get(), place);
    Optional<Relocation> relocation = pending.at(section.get().id(), offset);
    if (relocation.isPresent()) {
      boolean sameKind =
          architecture.isRelative(type) == architecture.isRelative(relocation.get().type())
              && width(type) == width(relocation.get().type());
      return sameKind ? pointed(relocation.get()) : OptionalLong.empty();
    }
    boolean finished = !pending.isModule() || architecture.isRelative(type);
    return finished ? decoded(place, type) : OptionalLong.empty();
  }

  private int width(int type) {
    return architecture.relocations().get(type).field().width();
  }

  private OptionalLong pointed(Relocation relocation) {
    return OptionalLong.of(pending.address(relocation.symbol(), space) + relocation.addend());
  }

  private OptionalLong decoded(long place, int type) {
    Optional<Bytes> field = bytes(place, width(type));
    if (field.isEmpty()) {
      return OptionalLong.empty();
    }
    return architecture.operand(field.get(), place, type);
  }

  /** {@return where in a run of a module's bytes relocations are still to be applied, sorted} */
  List<Long> pendingIn(long address, long length) {
    return space
        .section(address)
        .map(section -> pendingIn(section, address, length))
        .orElse(List.of());
  }

  private List<Long> pendingIn(Section section, long address, long length) {
    long offset = offset(section, address);
    return pending.in(section.id(), offset, length).stream()
        .map(place -> address + place - offset)
        .toList();
  }
}
