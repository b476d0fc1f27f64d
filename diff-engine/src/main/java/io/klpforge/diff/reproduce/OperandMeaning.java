package io.klpforge.diff.reproduce;

import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.QuotedText;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import java.util.List;

/** What a shipped operand means, compared with what ours does. */
final class OperandMeaning {

  private final ObjectLayout layout;
  private final ShippedImage image;

  OperandMeaning(ObjectLayout layout, ShippedImage image) {
    this.layout = layout;
    this.image = image;
  }

  /** {@return whether a shipped operand means a text, or what another object defines} */
  boolean isMeant(Target target, long operand) {
    if (target instanceof Target.InString string) {
      long address = operand - string.addend();
      return image.text(address, unit(string)).filter(string.text()::equals).isPresent();
    }
    Target.External external = (Target.External) target;
    Symbol symbol = external.symbol();
    boolean leftOut = symbol.isDefined(); // into a section that the kernel does not have
    return leftOut || isAt(symbol.name(), operand - external.addend());
  }

  /** A weak reference that nothing defines is 0. */
  private boolean isAt(String name, long address) {
    List<ShippedSymbol> named = image.symbols().global(name);
    return named.isEmpty()
        ? address == 0
        : named.stream().anyMatch(symbol -> isSame(symbol.address(), address));
  }

  /** An operand of 32 bits was sign-extended when it was read. */
  private static boolean isSame(long address, long operand) {
    return address == operand || (int) address == operand;
  }

  private int unit(Target.InString string) {
    return (int) Math.max(1, layout.object().section(string.section()).entrySize());
  }

  /** {@return in words that our operand means one thing and the shipped one another} */
  String another(Site site, long operand) {
    String verb = site.branch() ? "calls " : "refers to ";
    return verb + of(site.target()) + ", the running kernel's " + verb + shipped(site, operand);
  }

  private String shipped(Site site, long operand) {
    if (site.target() instanceof Target.InString string) {
      return image
          .text(operand - string.addend(), unit(string))
          .map(text -> QuotedText.of(text, string.text()))
          .orElse(String.format("0x%x", operand));
    }
    long address = operand - addend(site.target());
    return image
        .symbols()
        .covering(address)
        .map(symbol -> symbol.text(address))
        .orElse(String.format("0x%x", address));
  }

  private static long addend(Target target) {
    if (target instanceof Target.InPiece in) {
      return in.addend() - in.offset();
    }
    return target instanceof Target.External external ? external.addend() : 0;
  }

  /** {@return what our operand means} */
  static String of(Target target) {
    if (target instanceof Target.InString string) {
      return QuotedText.of(string.text());
    }
    if (target instanceof Target.External external) {
      return external.symbol().name();
    }
    String name = ((Target.InPiece) target).piece().name();
    return name.isEmpty() ? "unnamed data" : name;
  }
}
