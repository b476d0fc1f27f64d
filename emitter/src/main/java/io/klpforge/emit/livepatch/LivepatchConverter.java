package io.klpforge.emit.livepatch;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.SymbolPlace;
import io.klpforge.diff.select.KernelFeature;
import io.klpforge.emit.write.ElfImage;
import io.klpforge.emit.write.ElfWriter;
import io.klpforge.emit.write.ImageFilter;
import io.klpforge.emit.write.ImageSymbol;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the module that Kbuild linked into one with livepatch symbols and relocations.
 *
 * <p>Bytes and order of what stays are kept, but for the build id. Where the module was built, and
 * when, leaves no trace in it.
 */
public final class LivepatchConverter {
  private LivepatchConverter() {}

  /**
   * {@return the finished module, or why there is none}
   *
   * @param name file name of the module, for findings
   * @param linked its bytes as Kbuild left them, not signed
   * @param features what the target's livepatch code does otherwise than that of Linux 5.8
   * @throws io.klpforge.diff.elf.MalformedElfException if these are not an ELF file
   * @throws io.klpforge.emit.write.UnwritableElfException if it is none that Kbuild links
   */
  public static Conversion convert(String name, byte[] linked, Set<KernelFeature> features) {
    return convert(name, needed(ElfImage.of(ElfReader.read(linked))), features);
  }

  /** {@return the same for a module that was read already, of which {@link #needed} is left} */
  public static Conversion convert(String name, ElfImage image, Set<KernelFeature> features) {
    LivepatchSymbols symbols = new LivepatchSymbols(image);
    List<Finding> findings = ReferenceCheck.check(name, image, symbols, features);
    return new Conversion(
        findings.isEmpty() ? Optional.of(convert(image, symbols)) : Optional.empty(), findings);
  }

  /** {@return what of a linked module is for the running kernel: no debug information} */
  public static ElfImage needed(ElfImage linked) {
    return NeededSections.of(linked);
  }

  private static Bytes convert(ElfImage image, LivepatchSymbols symbols) {
    ElfImage moved = AliasRemoval.retarget(RelocationMove.apply(image, symbols));
    return ElfWriter.writeModule(BuildId.renew(withoutLeftovers(moved)));
  }

  private static ElfImage withoutLeftovers(ElfImage image) {
    Set<Integer> used = new HashSet<>();
    image.sections().stream()
        .flatMap(section -> section.tables().stream())
        .flatMap(table -> table.entries().stream())
        .forEach(entry -> used.add(entry.symbol()));
    return ImageFilter.symbols(image, i -> used.contains(i) || !isLeftover(image.symbols().get(i)));
  }

  private static boolean isLeftover(ImageSymbol symbol) {
    return AliasName.isOne(symbol.name())
        || KlpReference.isOne(symbol.name())
        || symbol.place().kind() == SymbolPlace.Kind.LIVEPATCH;
  }
}
