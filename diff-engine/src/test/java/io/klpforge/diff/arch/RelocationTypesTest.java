package io.klpforge.diff.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.built.ObjectBuilder;
import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.MalformedElfException;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RelocationTypesTest {

  /** An instruction with every bit of its operand set, and what is left when that is masked. */
  @ParameterizedTest
  @CsvSource({
    // movk x1, #0xffff / movn for a negative number / adrp x1 / adr / ldr x1, =
    "AARCH64, 264, R_AARCH64_MOVW_UABS_G0_NC, e1ff9ff2, 010080f2",
    "AARCH64, 270, R_AARCH64_MOVW_SABS_G0, e1ff9fd2, 01008092",
    "AARCH64, 273, R_AARCH64_LD_PREL_LO19, e1ffff58, 01000058",
    "AARCH64, 275, R_AARCH64_ADR_PREL_PG_HI21, e1fffff0, 01000090",
    "AARCH64, 274, R_AARCH64_ADR_PREL_LO21, e1ffff70, 01000010",
    // add x1, x2 / ldrb / ldr of 2, 4, 8, 16 bytes
    "AARCH64, 277, R_AARCH64_ADD_ABS_LO12_NC, 41fc3f91, 41000091",
    "AARCH64, 278, R_AARCH64_LDST8_ABS_LO12_NC, 41fc7f39, 41004039",
    "AARCH64, 284, R_AARCH64_LDST16_ABS_LO12_NC, 41fc7f79, 41004079",
    "AARCH64, 285, R_AARCH64_LDST32_ABS_LO12_NC, 41fc7fb9, 410040b9",
    "AARCH64, 286, R_AARCH64_LDST64_ABS_LO12_NC, 41fc7ff9, 410040f9",
    "AARCH64, 299, R_AARCH64_LDST128_ABS_LO12_NC, 41fcff3d, 4100c03d",
    // tbz w1, #3 / b.eq / b / bl
    "AARCH64, 279, R_AARCH64_TSTBR14, e1ff1f36, 01001836",
    "AARCH64, 280, R_AARCH64_CONDBR19, e0ffff54, 00000054",
    "AARCH64, 282, R_AARCH64_JUMP26, ffffff17, 00000014",
    "AARCH64, 283, R_AARCH64_CALL26, ffffff97, 00000094",
    "AARCH64, 257, R_AARCH64_ABS64, ffffffffffffffff, 0000000000000000",
    "AARCH64, 261, R_AARCH64_PREL32, ffffffff, 00000000",
    // addis r9, r2 / ld r8, 0(r9) / bl / bc
    "PPC64LE, 50, R_PPC64_TOC16_HA, ffff223d, 0000223d",
    "PPC64LE, 48, R_PPC64_TOC16_LO, ffff2939, 00002939",
    "PPC64LE, 64, R_PPC64_TOC16_LO_DS, fdff09e9, 010009e9",
    "PPC64LE, 10, R_PPC64_REL24, fdffff4b, 01000048",
    "PPC64LE, 11, R_PPC64_REL14, feff8241, 02008241",
    "PPC64LE, 38, R_PPC64_ADDR64, ffffffffffffffff, 0000000000000000",
    // pla r3, 0: prefix, then instruction
    "PPC64LE, 132, R_PPC64_PCREL34, ffff1306ffff6038, 0000100600006038",
    // lg's displacement of 20 bits, la's of 12, larl, ic's mask
    "S390X, 57, R_390_20, 1fffff04, 10000004",
    "S390X, 2, R_390_12, 1fff, 1000",
    "S390X, 19, R_390_PC32DBL, ffffffff, 00000000",
    "S390X, 26, R_390_GOTENT, ffffffff, 00000000",
    "S390X, 17, R_390_PC16DBL, ffff, 0000",
    "S390X, 22, R_390_64, ffffffffffffffff, 0000000000000000",
    // pcalau12i a0 / addi.d a0, a0 / bl / beqz a0 / beq a0, a1
    "LOONGARCH64, 71, R_LARCH_PCALA_HI20, e4ffff1b, 0400001a",
    "LOONGARCH64, 72, R_LARCH_PCALA_LO12, 84fcff02, 8400c002",
    "LOONGARCH64, 66, R_LARCH_B26, ffffff57, 00000054",
    "LOONGARCH64, 65, R_LARCH_B21, 9ffcff43, 80000040",
    "LOONGARCH64, 64, R_LARCH_B16, 85fcff5b, 85000058",
    "LOONGARCH64, 110, R_LARCH_CALL36, e1ffff1f21fcff4f, 0100001e2100004c",
    "LOONGARCH64, 50, R_LARCH_ADD32, ffffffff, 00000000",
    "X86_64, 4, R_X86_64_PLT32, ffffffff, 00000000",
    "X86_64, 24, R_X86_64_PC64, ffffffffffffffff, 0000000000000000",
    "X86_64, 12, R_X86_64_16, ffff, 0000",
  })
  void masksTheOperandAlone(Machine machine, int number, String name, String full, String rest) {
    RelocationType type = machine.architecture().relocations().get(number);
    assertEquals(name, type.name());
    byte[] bytes = ObjectBuilder.bytes(full);
    type.field().clear(bytes, 0);
    assertEquals(rest, HexFormat.of().formatHex(bytes));
    assertEquals(bytes.length, Math.max(type.field().width(), bytes.length));
    assertTrue(type.isLoadable() || !LOADED.contains(name), name);
  }

  /** Some of what every module is made of. */
  private static final Set<String> LOADED =
      Set.of(
          "R_AARCH64_CALL26",
          "R_PPC64_TOC16_HA",
          "R_390_PC32DBL",
          "R_LARCH_PCALA_HI20",
          "R_X86_64_PLT32");

  @Test
  void marksOnlyTouchNothing() {
    byte[] bytes = {1, 2, 3, 4};
    Machine.LOONGARCH64.architecture().relocations().get(100).field().clear(bytes, 0);
    Machine.PPC64LE.architecture().relocations().get(118).field().clear(bytes, 0);
    assertEquals("01020304", HexFormat.of().formatHex(bytes));
  }

  @Test
  void seesWhatIsNotZeroUnderTheFieldAlone() {
    Field call = Machine.AARCH64.architecture().relocations().get(283).field();
    assertTrue(call.isClear(code("0000000000000094"), 4));
    assertFalse(call.isClear(code("0000000001000094"), 4));
    assertFalse(call.isClear(code("00000094"), 1));
  }

  private static Bytes code(String hex) {
    return Bytes.of(ObjectBuilder.bytes(hex), ByteOrder.LITTLE_ENDIAN);
  }

  @ParameterizedTest
  @EnumSource(Machine.class)
  void refusesTypesByNumberAndMachine(Machine machine) {
    RelocationTypes types = machine.architecture().relocations();
    String message = assertThrows(MalformedElfException.class, () -> types.get(200)).getMessage();
    assertTrue(message.startsWith("relocation type 200 is none that "), message);
    assertTrue(types.find(200).isEmpty());
  }

  @ParameterizedTest
  @EnumSource(Machine.class)
  void hasEveryTypeUnderItsOwnNumber(Machine machine) {
    RelocationTypes types = machine.architecture().relocations();
    Set<String> names = new HashSet<>();
    for (int number = 0; number < 400; number++) {
      int one = number;
      types
          .find(number)
          .ifPresent(
              type -> {
                assertEquals(one, type.number());
                assertTrue(names.add(type.name()));
                int width = type.field().width();
                assertTrue(
                    width <= 8 && (width == 8 || (type.field().mask() >>> (8 * width)) == 0));
              });
    }
    assertTrue(names.size() > 10);
  }
}
