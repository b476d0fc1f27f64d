package io.klpforge.diff.reproduce;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import io.klpforge.diff.special.SpecialTables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Compares pieces of one object with what is shipped at given addresses. */
final class PieceReader {
  private final ObjectLayout layout;
  private final SpecialTables tables;
  private final ShippedImage image;

  PieceReader(ObjectLayout layout, ShippedImage image) {
    this.layout = layout;
    this.tables = SpecialTables.of(layout);
    this.image = image;
  }

  /** {@return what comes of comparing the whole of a piece} */
  Comparison compare(Piece piece, long address) {
    return compare(piece, 0, piece.size(), address);
  }

  /**
   * {@return what comes of comparing a part of a piece}
   *
   * @param address where the part is shipped
   */
  Comparison compare(Piece piece, long from, long to, long address) {
    Optional<Bytes> shipped = image.bytes(address, to - from);
    if (shipped.isEmpty()) {
      return Comparison.differs(from, "the running kernel has nothing there");
    }
    List<Site> sites =
        layout.sites(piece).stream()
            .filter(site -> site.width() > 0 && site.offset() >= from && site.offset() < to)
            .toList();
    byte[] ours = new byte[(int) (to - from)];
    Bytes own = layout.bytes(piece);
    if (own.length() > 0) {
      ours = own.slice((int) from, (int) (to - from)).toArray();
    }
    byte[] theirs = shipped.get().toArray();
    List<BuildRewrite> rewrites = rewritten(piece, theirs);
    mask(ours, theirs, from, sites, rewrites);
    int at = Arrays.mismatch(ours, theirs);
    if (at >= 0) {
      return Comparison.differs(from + at, "other instructions or constants");
    }
    return operands(from, address, to - from, sites, rewrites);
  }

  private List<BuildRewrite> rewritten(Piece piece, byte[] theirs) {
    if (!piece.isFunction()) {
      return List.of();
    }
    Bytes shipped = Bytes.of(theirs, layout.object().header().order());
    return BuildRewrite.of(layout, tables, piece).stream()
        .filter(rewrite -> image.architecture().isNop(shipped, rewrite.offset(), rewrite.length()))
        .toList();
  }

  private static void mask(
      byte[] ours, byte[] theirs, long from, List<Site> sites, List<BuildRewrite> rewrites) {
    for (Site site : sites) {
      int start = (int) (site.offset() - from);
      Arrays.fill(ours, start, start + site.width(), (byte) 0);
      Arrays.fill(theirs, start, start + site.width(), (byte) 0);
    }
    for (BuildRewrite rewrite : rewrites) {
      Arrays.fill(ours, rewrite.offset(), rewrite.offset() + rewrite.length(), (byte) 0);
      Arrays.fill(theirs, rewrite.offset(), rewrite.offset() + rewrite.length(), (byte) 0);
    }
  }

  private Comparison operands(
      long from, long address, long length, List<Site> sites, List<BuildRewrite> rewrites) {
    List<Pointed> pointed = new ArrayList<>();
    int pending = 0;
    for (Site site : sites) {
      if (rewrites.stream().anyMatch(rewrite -> rewrite.covers(site.offset()))) {
        continue;
      }
      long place = address + site.offset() - from;
      pending += image.pendingIn(place, 1);
      OptionalLong operand = image.operand(place, site.type());
      if (operand.isEmpty()) {
        return Comparison.differs(
            site.offset(),
            "refers to " + means(site.target()) + ", the running kernel's to nothing");
      }
      if (site.target() instanceof Target.InPiece in) {
        pointed.add(new Pointed(site, in.piece(), in.offset(), operand.getAsLong() - in.addend()));
      } else if (!means(site.target(), operand.getAsLong())) {
        return Comparison.differs(site.offset(), another(site, operand.getAsLong()));
      }
    }
    return pending == image.pendingIn(address, length)
        ? Comparison.same(pointed)
        : Comparison.differs(from, "the running kernel's has more references");
  }

  private boolean means(Target target, long operand) {
    if (target instanceof Target.InString string) {
      int unit = unit(string);
      return image.text(operand - string.addend(), unit).filter(string.text()::equals).isPresent();
    }
    Target.External external = (Target.External) target;
    Symbol symbol = external.symbol();
    if (symbol.isDefined()) {
      return true;
    }
    long address = operand - external.addend();
    List<ShippedSymbol> named = image.symbols().global(symbol.name());
    boolean absentWeak = named.isEmpty() && address == 0;
    return absentWeak || named.stream().anyMatch(shipped -> same(shipped.address(), address));
  }

  /** Operands of 32 bits were sign-extended when read. */
  private static boolean same(long address, long decoded) {
    return address == decoded || (int) address == decoded;
  }

  private int unit(Target.InString string) {
    Optional<Section> section = layout.object().section(string.section());
    return (int) Math.max(1, section.map(Section::entrySize).orElse(1L));
  }

  /** {@return in words that our operand means one thing and the shipped one another} */
  String another(Site site, long operand) {
    String verb = site.branch() ? "calls " : "refers to ";
    return verb + means(site.target()) + ", the running kernel's " + verb + at(operand, site);
  }

  private String at(long operand, Site site) {
    if (site.target() instanceof Target.InString string) {
      return image
          .text(operand - string.addend(), unit(string))
          .map(text -> "\"" + shortened(text) + "\"")
          .orElse(String.format("0x%x", operand));
    }
    long address = operand - addend(site.target());
    return image
        .symbols()
        .covering(address)
        .map(
            symbol ->
                symbol.text()
                    + (symbol.address() == address
                        ? ""
                        : String.format("+0x%x", address - symbol.address())))
        .orElse(String.format("0x%x", address));
  }

  private static long addend(Target target) {
    if (target instanceof Target.InPiece in) {
      return in.addend();
    }
    return target instanceof Target.External external ? external.addend() : 0;
  }

  static String means(Target target) {
    if (target instanceof Target.InString string) {
      return "\"" + shortened(string.text()) + "\"";
    }
    if (target instanceof Target.External external) {
      return external.symbol().name();
    }
    String name = ((Target.InPiece) target).piece().name();
    return name.isEmpty() ? "unnamed data" : name;
  }

  private static String shortened(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "..." : text;
  }
}
