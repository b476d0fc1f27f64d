package io.klpforge.diff.dwarf;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.MalformedElfException;

/**
 * The line number program of one compilation unit.
 *
 * <p>Source: DWARF 5, section 6.2; versions 2 to 5 differ in the header only.
 */
public final class LineProgram {
  private static final int LONG_FORMAT = -1;
  private static final int OLDEST = 2;
  private static final int NEWEST = 5;

  private static final int EXTENDED = 0;
  private static final int COPY = 1;
  private static final int ADVANCE_PC = 2;
  private static final int ADVANCE_LINE = 3;
  private static final int SET_FILE = 4;
  private static final int CONST_ADD_PC = 8;
  private static final int FIXED_ADVANCE_PC = 9;
  private static final int END_SEQUENCE = 1;
  private static final int SET_ADDRESS = 2;
  private static final int MOST_LINES = 255;

  /** Takes the rows of a program. */
  public interface Rows {
    /**
     * A row.
     *
     * @param operand where the sequence's start address belongs in {@code .debug_line}
     * @param offset of the instruction, bytes from that address
     * @param file the source file's number in the program's table of files
     * @param line in the source, from 1 on; 0 if it comes from none
     */
    void row(int operand, long offset, long file, int line);
  }

  private final Bytes data;
  private final int end;
  private final int instructionUnit;
  private final int lineBase;
  private final int lineRange;
  private final int opcodeBase;
  private final int opcodeLengths;
  private final int start;

  private int at;
  private int operand;
  private long offset;
  private long file;
  private int line;

  /**
   * The program whose header begins at {@code from}.
   *
   * @throws MalformedElfException if the header is damaged
   * @throws IndexOutOfBoundsException likewise
   */
  public LineProgram(Bytes data, int from) {
    this.data = data;
    if (data.s32(from) == LONG_FORMAT) {
      throw new MalformedElfException(".debug_line has the 64-bit format, which gcc never writes");
    }
    this.end = behind(from + 4, data.s32(from), data.length());
    int version = data.u16(from + 4);
    if (version < OLDEST || version > NEWEST) {
      throw new MalformedElfException(".debug_line has version " + version + ", not 2 to 5");
    }
    int length = version == NEWEST ? from + 8 : from + 6;
    this.start = behind(length + 4, data.s32(length), end);
    this.instructionUnit = data.u8(length + 4);
    int fields = version >= 4 ? length + 7 : length + 6;
    this.lineBase = (byte) data.u8(fields);
    this.lineRange = data.u8(fields + 1);
    this.opcodeBase = data.u8(fields + 2);
    this.opcodeLengths = fields + 3;
  }

  /**
   * The byte behind {@code length} bytes from {@code from} on, all of them before {@code limit}.
   */
  private static int behind(int from, int length, int limit) {
    if (length < 0 || length > limit - from) {
      throw new MalformedElfException(
          String.format(".debug_line+0x%x: %d bytes do not fit there", from, length));
    }
    return from + length;
  }

  /** {@return the first byte behind the program} */
  public int end() {
    return end;
  }

  /**
   * Tells all rows.
   *
   * @throws MalformedElfException if the program is damaged
   * @throws IndexOutOfBoundsException likewise
   */
  public void run(Rows rows) {
    at = start;
    restart();
    while (at < end) {
      int opcode = data.u8(at++);
      if (opcode >= opcodeBase) {
        special(opcode - opcodeBase);
        rows.row(operand, offset, file, line);
      } else if (opcode == EXTENDED) {
        extended();
      } else {
        standard(opcode, rows);
      }
    }
  }

  private void restart() {
    operand = -1;
    offset = 0;
    file = 1;
    line = 1;
  }

  private void special(int adjusted) {
    offset += (long) (adjusted / lineRange) * instructionUnit;
    line += lineBase + adjusted % lineRange;
  }

  private void extended() {
    long length = unsigned();
    int next = behind(at, (int) Math.min(length & Long.MAX_VALUE, Integer.MAX_VALUE), end);
    int opcode = data.u8(at);
    if (opcode == END_SEQUENCE) {
      restart();
    } else if (opcode == SET_ADDRESS) {
      operand = at + 1;
      offset = 0;
    }
    at = next;
  }

  private void standard(int opcode, Rows rows) {
    switch (opcode) {
      case COPY -> rows.row(operand, offset, file, line);
      case ADVANCE_PC -> offset += unsigned() * instructionUnit;
      case SET_FILE -> file = unsigned();
      case ADVANCE_LINE -> line += (int) signed();
      case CONST_ADD_PC ->
          offset += (long) ((MOST_LINES - opcodeBase) / lineRange) * instructionUnit;
      case FIXED_ADVANCE_PC -> {
        offset += data.u16(at);
        at += 2;
      }
      default -> {
        for (int i = data.u8(opcodeLengths + opcode - 1); i > 0; i--) {
          unsigned();
        }
      }
    }
  }

  /** ULEB128: seven bits a byte, the lowest first. */
  private long unsigned() {
    long value = 0;
    int shift = 0;
    int piece;
    do {
      piece = data.u8(at++);
      value |= (long) (piece & 0x7f) << shift;
      shift += 7;
    } while (piece >= 0x80);
    return value;
  }

  private long signed() {
    int first = at;
    long value = unsigned();
    int bits = 7 * (at - first);
    return bits < Long.SIZE ? value << (Long.SIZE - bits) >> (Long.SIZE - bits) : value;
  }
}
