package io.klpforge.diff.bench;

import io.klpforge.diff.elf.ElfConstants;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes an x86-64 object with any number of functions, each in its own section.
 *
 * <p>Each function calls the next one, takes the address of a text, uses a static variable of its
 * own and has records in two tables. The variables all bear one name with different numbers, as
 * {@code __already_done} or {@code count} of many functions do: what pairs them must not look at
 * each with each.
 */
final class ScaledObject {
  private static final int PC32 = 2;
  private static final int PLT32 = 4;
  private static final int STRINGS = 1;
  private static final int MCOUNT = 2;
  private static final int RETURNS = 3;
  private static final int FIRST = 4;

  /** Sections of each function: code and its relocations, a variable. */
  private static final int EACH = 3;

  /** call __fentry__; lea text(%rip),%rdi; incl count(%rip); call next; jmp return thunk; nops. */
  private static final byte[] CODE = {
    (byte) 0xe8,
    0,
    0,
    0,
    0,
    0x48,
    (byte) 0x8d,
    0x3d,
    0,
    0,
    0,
    0,
    (byte) 0xff,
    0x05,
    0,
    0,
    0,
    0,
    (byte) 0xe8,
    0,
    0,
    0,
    0,
    (byte) 0xe9,
    0,
    0,
    0,
    0
  };

  private final int functions;
  private final int firstNumber;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final ByteArrayOutputStream headers = new ByteArrayOutputStream();
  private final ByteArrayOutputStream names = new ByteArrayOutputStream();
  private final ByteArrayOutputStream symbols = new ByteArrayOutputStream();
  private final ByteArrayOutputStream places = new ByteArrayOutputStream();
  private int sections;

  private ScaledObject(int functions, int firstNumber) {
    this.functions = functions;
    this.firstNumber = firstNumber;
  }

  /**
   * {@return an object file}
   *
   * @param functions how many, at least 1
   * @param firstNumber what the compiler's number of the first static variable is
   */
  static byte[] file(int functions, int firstNumber) {
    return new ScaledObject(functions, firstNumber).write();
  }

  private int symbolTable() {
    return FIRST + EACH * functions + 2;
  }

  private byte[] write() {
    names.write(0);
    body.writeBytes(new byte[ElfConstants.EHDR_SIZE]);
    int count = symbolTable() + 3;
    header(0, 0, 0, count, symbolTable() + 1, 0, 0, 0);
    addTables();
    for (int i = 0; i < functions; i++) {
      addFunction(i);
    }
    section(".rela__mcount_loc", 4, 0, relocations(tableSites(0)), symbolTable(), MCOUNT, 24);
    section(".rela.return_sites", 4, 0, relocations(tableSites(23)), symbolTable(), RETURNS, 24);
    addSymbols();
    return file(count);
  }

  private void addTables() {
    ByteArrayOutputStream texts = new ByteArrayOutputStream();
    for (int i = 0; i < functions; i++) {
      texts.writeBytes(String.format("text%06d%c", i, 0).getBytes(StandardCharsets.ISO_8859_1));
    }
    section(".rodata.str1.1", 1, 0x32, texts.toByteArray(), 0, 0, 1);
    section("__mcount_loc", 1, 2, new byte[4 * functions], 0, 0, 0);
    section(".return_sites", 1, 2, new byte[4 * functions], 0, 0, 0);
  }

  private void addFunction(int i) {
    int code = FIRST + EACH * i;
    section(".text.f" + i, 1, 6, CODE, 0, 0, 0);
    List<long[]> sites = new ArrayList<>();
    sites.add(new long[] {1, PLT32, fentry(), -4});
    sites.add(new long[] {8, PC32, 1, 11L * i - 4});
    sites.add(new long[] {14, PC32, variable(i), -4});
    sites.add(new long[] {19, PLT32, function((i + 1) % functions), -4});
    sites.add(new long[] {24, PLT32, fentry() + 1, -4});
    section(".rela.text.f" + i, 4, 0, relocations(sites), symbolTable(), code, 24);
    section(".data." + variableName(i), 1, 3, new byte[4], 0, 0, 0);
  }

  private String variableName(int i) {
    return "count." + (firstNumber + i);
  }

  private List<long[]> tableSites(long offset) {
    List<long[]> sites = new ArrayList<>();
    for (int i = 0; i < functions; i++) {
      sites.add(new long[] {4L * i, PC32, function(i), offset});
    }
    return sites;
  }

  /** Symbols: null, the section of texts, variables, functions, undefined ones. */
  private static int variable(int i) {
    return 2 + i;
  }

  private int function(int i) {
    return 2 + functions + i;
  }

  private int fentry() {
    return 2 + 2 * functions;
  }

  private void addSymbols() {
    symbol("", 0, 0, 0);
    symbol("", 3, STRINGS, 0);
    for (int i = 0; i < functions; i++) {
      symbol(variableName(i), 1, FIRST + EACH * i + 2, 4);
    }
    for (int i = 0; i < functions; i++) {
      symbol("f" + i, 0x12, FIRST + EACH * i, CODE.length);
    }
    symbol("__fentry__", 0x10, 0, 0);
    symbol("__x86_return_thunk", 0x10, 0, 0);
    section(".symtab", 2, 0, symbols.toByteArray(), symbolTable() + 1, 2 + functions, 24);
    addNames();
    section(".symtab_shndx", 18, 0, places.toByteArray(), symbolTable(), 0, 4);
  }

  /** All names in one table; those of the last sections must be in it before it is written. */
  private void addNames() {
    int own = name(".strtab");
    byte[] last = ".symtab_shndx\0".getBytes(StandardCharsets.ISO_8859_1);
    int size = names.size() + last.length;
    header(own, 3, 0, size, 0, 0, 0, body.size());
    body.writeBytes(names.toByteArray());
    body.writeBytes(last);
  }

  private void symbol(String name, int info, int section, int size) {
    byte[] entry = new byte[ElfConstants.SYM_SIZE];
    ByteBuffer fields = over(entry);
    fields.putInt(name(name)).put((byte) info).put((byte) 0);
    fields.putShort((short) (section == 0 ? 0 : ElfConstants.SHN_XINDEX)).putLong(0).putLong(size);
    symbols.writeBytes(entry);
    byte[] place = new byte[4];
    over(place).putInt(section);
    places.writeBytes(place);
  }

  private int name(String name) {
    int at = names.size();
    names.writeBytes((name + '\0').getBytes(StandardCharsets.ISO_8859_1));
    return at;
  }

  private static byte[] relocations(List<long[]> sites) {
    byte[] table = new byte[ElfConstants.RELA_SIZE * sites.size()];
    ByteBuffer fields = over(table);
    for (long[] site : sites) {
      fields.putLong(site[0]).putLong(site[2] << 32 | site[1]).putLong(site[3]);
    }
    return table;
  }

  private void section(
      String name, int type, long flags, byte[] data, int link, int info, int entrySize) {
    header(name(name), type, flags, data.length, link, info, entrySize, body.size());
    body.writeBytes(data);
  }

  private void header(
      int name, int type, long flags, long size, int link, int info, int each, long offset) {
    byte[] header = new byte[ElfConstants.SHDR_SIZE];
    ByteBuffer fields = over(header);
    fields.putInt(name).putInt(type).putLong(flags).putLong(0).putLong(offset).putLong(size);
    fields.putInt(link).putInt(info).putLong(1).putLong(each);
    headers.writeBytes(header);
    sections++;
  }

  private byte[] file(int count) {
    if (sections != count) {
      throw new IllegalStateException(sections + " sections, not " + count);
    }
    byte[] whole = new byte[body.size() + headers.size()];
    ByteBuffer file = over(whole);
    file.put(body.toByteArray()).put(headers.toByteArray()).rewind();
    file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
    file.putShort((short) ElfConstants.ET_REL).putShort((short) ElfConstants.EM_X86_64).putInt(1);
    file.putLong(0).putLong(0).putLong(body.size()).putInt(0);
    file.putShort((short) ElfConstants.EHDR_SIZE).putShort((short) 0).putShort((short) 0);
    file.putShort((short) ElfConstants.SHDR_SIZE).putShort((short) 0);
    file.putShort((short) ElfConstants.SHN_XINDEX);
    return whole;
  }

  private static ByteBuffer over(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
