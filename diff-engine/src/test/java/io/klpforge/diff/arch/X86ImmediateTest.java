package io.klpforge.diff.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.elf.Bytes;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lengths are those that capstone 4 tells; a bar stands where the address begins. */
class X86ImmediateTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "48 c7 05 | , 4", // movq $1, a(%rip)
    "0f c7 05 | , 4", // the same behind a byte that is no prefix
    "41 81 3d | , 4", // cmpl $1, a(%rip)
    "00 69 05 | , 4", // imul $1, a(%rip), %eax
    "00 6b 05 | , 1",
    "00 c1 2d | , 1", // shrl $1, a(%rip)
    "00 f6 05 | , 1", // testb $1, a(%rip)
    "00 f7 05 | , 4",
    "00 f7 15 | , 0", // notl a(%rip)
  })
  void knowsWhatNoOtherInstructionBeginsWith(String before, int bytes) {
    assertEquals(OptionalInt.of(bytes), behind(before));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "66 c7 05 |", // movw $1, a(%rip)
    "66 65 c7 05 |",
    "f0 0f c1 05 |", // lock xadd, or a shift
    "0f ba 2d |",
    "0f 69 05 |", // punpckhwd, or imul
    "00 f7 0d |",
    "00 c7 45 |", // not relative to the instruction's end
    "c7 |",
  })
  void leavesTheRestToTheDisassembler(String before) {
    assertEquals(OptionalInt.empty(), behind(before));
  }

  private static OptionalInt behind(String before) {
    String hex = before.replace("|", "").replace(" ", "");
    byte[] code = HexFormat.of().parseHex(hex + "00000000" + "01000000");
    return X86Immediate.behindAddress(Bytes.of(code, ByteOrder.LITTLE_ENDIAN), hex.length() / 2);
  }
}
