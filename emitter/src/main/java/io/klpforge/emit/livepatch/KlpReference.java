package io.klpforge.emit.livepatch;

import io.klpforge.diff.select.KernelFeature;
import io.klpforge.diff.select.PlannedSymbol;
import java.util.Optional;
import java.util.Set;

/**
 * A reference to a livepatch symbol on its way through the kernel's module link, which knows no
 * livepatch relocations: an undefined symbol {@code .klp.sym.rela.<loading>.<object>.<name>,<pos>}.
 *
 * @param loading the object at whose loading the reference is resolved: {@code vmlinux} for at once
 * @param target the symbol meant
 */
public record KlpReference(String loading, KlpSymbolName target) {
  private static final String PREFIX = ".klp.sym.rela.";

  /** The kernel proper, as an object. */
  public static final String VMLINUX = "vmlinux";

  /**
   * {@return the reference to {@code symbol} from an object that patches {@code owner}}
   *
   * <p>What vmlinux has is resolved at once, because the kernel refuses it in a section of a
   * module. One that relocates late would not: nor would it look into the section of vmlinux unless
   * the livepatch changes that too.
   */
  static KlpReference from(
      String owner, PlannedSymbol.Unexported symbol, Set<KernelFeature> features) {
    boolean late = features.contains(KernelFeature.LATE_RELOCATIONS);
    String loading = symbol.provider().equals(VMLINUX) && !late ? VMLINUX : owner;
    return new KlpReference(
        loading, new KlpSymbolName(symbol.provider(), symbol.name(), symbol.position()));
  }

  /** {@return the reference an undefined symbol stands for; empty if it is an ordinary one} */
  public static Optional<KlpReference> parse(String symbol) {
    int dot = symbol.startsWith(PREFIX) ? symbol.indexOf('.', PREFIX.length()) : -1;
    if (dot < 0) {
      return Optional.empty();
    }
    String loading = symbol.substring(PREFIX.length(), dot);
    return KlpSymbolName.parseBehind(symbol.substring(dot + 1))
        .map(target -> new KlpReference(loading, target));
  }

  /** {@return whether a name begins as that of a reference does, readable or not} */
  public static boolean isOne(String symbol) {
    return symbol.startsWith(PREFIX);
  }

  /** {@return the undefined symbol that stands for it} */
  public String symbol() {
    return PREFIX + loading + "." + target.unprefixed();
  }

  /** {@return the relocation section it belongs to, for relocations of {@code section}} */
  String relocationSection(String section) {
    return ".klp.rela." + loading + "." + section;
  }
}
