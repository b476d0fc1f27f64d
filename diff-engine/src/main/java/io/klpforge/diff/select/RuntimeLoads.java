package io.klpforge.diff.select;

import io.klpforge.diff.arch.MemoryLoad;
import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.special.RuntimePointer;
import io.klpforge.diff.special.SpecialTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets carried code read the variables whose values the kernel writes into its own code as it
 * starts; in a module the constants would stay what the compiler put there.
 *
 * <p>Source: {@code runtime_const_init()}, arch/x86/include/asm/runtime-const.h, Linux 6.12.
 */
final class RuntimeLoads {
  private final ObjectLayout layout;
  private final SpecialTables tables;

  RuntimeLoads(ObjectLayout layout, SpecialTables tables) {
    this.layout = layout;
    this.tables = tables;
  }

  /** {@return the bytes of a piece, which reads what it had as constants} */
  Bytes code(Piece piece) {
    Bytes bytes = layout.bytes(piece);
    List<RuntimePointer> pointers = pointers(piece);
    if (pointers.isEmpty()) {
      return bytes;
    }
    byte[] code = bytes.toArray();
    for (RuntimePointer pointer : pointers) {
      load(piece, pointer)
          .ifPresent(
              load ->
                  System.arraycopy(
                      load.bytes().toArray(), 0, code, load.start(), load.bytes().length()));
    }
    return Bytes.of(code, bytes.order());
  }

  /** {@return the relocations of the variables read} */
  List<PlannedRelocation> relocations(
      Piece piece, KernelReferences references, PlanSymbols symbols) {
    List<PlannedRelocation> relocations = new ArrayList<>();
    for (RuntimePointer pointer : pointers(piece)) {
      Optional<MemoryLoad> load = load(piece, pointer);
      int symbol = symbols.place(references.toValue(piece, pointer, load.isPresent()));
      load.ifPresent(
          read ->
              relocations.add(
                  new PlannedRelocation(
                      piece.room() + read.operand(), read.type(), symbol, read.addend())));
    }
    return relocations;
  }

  private List<RuntimePointer> pointers(Piece piece) {
    return RuntimePointer.of(tables.about(piece));
  }

  private Optional<MemoryLoad> load(Piece piece, RuntimePointer pointer) {
    return layout.architecture().loadInstead(layout.bytes(piece), pointer.offset());
  }
}
