package io.klpforge.driver.run;

import static io.klpforge.driver.run.Mutant.vmlinux;

import io.klpforge.emit.verify.LoaderRule;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Files damaged in their ELF header or section headers. */
final class RawMutants {
  private static final int SHT_PROGBITS = 1;
  private static final int SHT_SYMTAB = 2;
  private static final int SHT_RELA = 4;
  private static final int SHT_REL = 9;

  private RawMutants() {}

  static List<Mutant> all() {
    return List.of(
        vmlinux("bad-magic", LoaderRule.ELF_HEADER, edit(b -> b.put(1, (byte) 'X'))),
        vmlinux("executable", LoaderRule.ELF_HEADER, edit(b -> b.putShort(16, (short) 2))),
        vmlinux("other-machine", LoaderRule.ELF_HEADER, edit(b -> b.putShort(18, (short) 183))),
        vmlinux("header-size", LoaderRule.ELF_SECTIONS, edit(b -> b.putShort(58, (short) 63))),
        vmlinux("headers-outside", LoaderRule.ELF_SECTIONS, edit(b -> b.putLong(40, b.limit()))),
        vmlinux("truncated", LoaderRule.ELF_SECTIONS, f -> Arrays.copyOf(f, f.length - 100)),
        vmlinux(
            "no-section-names", LoaderRule.ELF_SECTION_NAMES, edit(b -> b.putShort(62, (short) 0))),
        vmlinux("open-section-names", LoaderRule.ELF_SECTION_NAMES, edit(RawMutants::openNames)),
        vmlinux("first-section", LoaderRule.ELF_SECTIONS, edit(b -> b.putInt(headers(b) + 4, 1))),
        vmlinux(
            "section-outside",
            LoaderRule.ELF_SECTIONS,
            edit(b -> b.putLong(headers(b) + 64 + 32, 1L << 40))),
        vmlinux(
            "section-name-outside",
            LoaderRule.ELF_SECTION_NAMES,
            edit(b -> b.putInt(headers(b) + 64, 1 << 20))),
        vmlinux(
            "no-symbols",
            LoaderRule.ELF_SYMBOLS,
            edit(b -> b.putInt(header(b, SHT_SYMTAB) + 4, SHT_PROGBITS))),
        vmlinux(
            "symbol-names",
            LoaderRule.ELF_SYMBOLS,
            edit(b -> b.putInt(header(b, SHT_SYMTAB) + 40, 0))),
        vmlinux(
            "symbol-section",
            LoaderRule.SYMBOL_SECTION,
            edit(b -> b.putShort(symbols(b) + 24 + 6, (short) 0x7fff))),
        vmlinux(
            "rel-section",
            LoaderRule.RELOCATION_TYPE,
            edit(b -> b.putInt(header(b, SHT_RELA) + 4, SHT_REL))),
        vmlinux(
            "relocation-link",
            LoaderRule.RELOCATION_LINK,
            edit(b -> b.putInt(header(b, SHT_RELA) + 40, 1))),
        vmlinux(
            "relocation-symbol",
            LoaderRule.ELF_RELOCATIONS,
            edit(b -> b.putInt((int) b.getLong(header(b, SHT_RELA) + 24) + 12, 9999))));
  }

  private static UnaryOperator<byte[]> edit(Consumer<ByteBuffer> change) {
    return file -> {
      ByteBuffer copy = ByteBuffer.wrap(file.clone()).order(ByteOrder.LITTLE_ENDIAN);
      change.accept(copy);
      return copy.array();
    };
  }

  private static int headers(ByteBuffer file) {
    return (int) file.getLong(40);
  }

  private static int header(ByteBuffer file, int type) {
    int at = headers(file);
    while (file.getInt(at + 4) != type) {
      at += 64;
    }
    return at;
  }

  private static int symbols(ByteBuffer file) {
    return (int) file.getLong(header(file, SHT_SYMTAB) + 24);
  }

  private static void openNames(ByteBuffer file) {
    int names = headers(file) + 64 * file.getShort(62);
    long end = file.getLong(names + 24) + file.getLong(names + 32);
    file.put((int) end - 1, (byte) 'x');
  }
}
