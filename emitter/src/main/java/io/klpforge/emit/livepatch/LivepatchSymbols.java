package io.klpforge.emit.livepatch;

import io.klpforge.diff.elf.SymbolBinding;
import io.klpforge.diff.elf.SymbolPlace;
import io.klpforge.diff.elf.SymbolType;
import io.klpforge.emit.write.ElfImage;
import io.klpforge.emit.write.ImageRelocation;
import io.klpforge.emit.write.ImageSymbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The symbols of a linked module with livepatch symbols in place of our references; places stay.
 *
 * <p>Of references to one symbol the first stands for all.
 */
final class LivepatchSymbols {
  private final List<Optional<KlpReference>> references = new ArrayList<>();
  private final List<ImageSymbol> symbols = new ArrayList<>();
  private final Map<KlpSymbolName, Integer> places = new HashMap<>();

  LivepatchSymbols(ElfImage image) {
    image.symbols().forEach(this::add);
  }

  private void add(ImageSymbol symbol) {
    Optional<KlpReference> reference =
        symbol.place().kind() == SymbolPlace.Kind.UNDEFINED
            ? KlpReference.parse(symbol.name())
            : Optional.empty();
    reference.ifPresent(present -> places.putIfAbsent(present.target(), symbols.size()));
    references.add(reference);
    symbols.add(reference.map(LivepatchSymbols::livepatchSymbol).orElse(symbol));
  }

  /**
   * Binding and type are never looked at.
   *
   * <p>Source: {@code simplify_symbols()}, kernel/module/main.c, and {@code elf_type()},
   * kernel/module/kallsyms.c, Linux 6.1.
   */
  private static ImageSymbol livepatchSymbol(KlpReference reference) {
    return new ImageSymbol(
        reference.target().symbol(),
        SymbolType.NOTYPE,
        SymbolBinding.GLOBAL,
        0,
        SymbolPlace.LIVEPATCH,
        0,
        0);
  }

  List<ImageSymbol> symbols() {
    return symbols;
  }

  /** {@return what the relocation referred to; empty if it is an ordinary one} */
  Optional<KlpReference> referenceOf(ImageRelocation entry) {
    return entry.symbol() == ImageRelocation.NO_SYMBOL
        ? Optional.empty()
        : references.get(entry.symbol());
  }

  /** {@return the place of the livepatch symbol for a reference} */
  int placeOf(KlpReference reference) {
    return places.get(reference.target());
  }
}
