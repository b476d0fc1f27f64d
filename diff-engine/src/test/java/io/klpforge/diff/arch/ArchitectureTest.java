package io.klpforge.diff.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.built.ObjectBuilder;
import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ElfHeader;
import io.klpforge.diff.elf.MalformedElfException;
import java.nio.ByteOrder;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {
  private static final Architecture PPC64LE = Machine.PPC64LE.architecture();
  private static final Architecture S390X = Machine.S390X.architecture();

  private static Bytes code(Machine machine, String hex) {
    ByteOrder order = machine == Machine.S390X ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return Bytes.of(ObjectBuilder.bytes(hex), order);
  }

  private static ElfHeader header(int machine, ByteOrder order) {
    return new ElfHeader(ElfConstants.ET_REL, machine, 0, 0, order);
  }

  @Test
  void isChosenByTheHeader() {
    assertEquals(
        Aarch64Architecture.class,
        Architecture.of(header(183, ByteOrder.LITTLE_ENDIAN)).getClass());
    assertEquals(
        S390Architecture.class, Architecture.of(header(22, ByteOrder.BIG_ENDIAN)).getClass());
  }

  @Test
  void refusesBigEndianPowerPcAndUnknownMachinesByName() {
    String known =
        " is not supported; x86-64 (62, little), aarch64 (183, little), ppc64le (21, little),"
            + " s390x (22, big), loongarch64 (258, little) are";
    assertEquals("ELF machine 21 (big endian)" + known, refusal(21, ByteOrder.BIG_ENDIAN));
    assertEquals("ELF machine 243 (little endian)" + known, refusal(243, ByteOrder.LITTLE_ENDIAN));
  }

  private static String refusal(int machine, ByteOrder order) {
    return assertThrows(MalformedElfException.class, () -> Architecture.of(header(machine, order)))
        .getMessage();
  }

  @ParameterizedTest
  @CsvSource({
    // mov $1234, %esi / movl $1234, 8(%rsp) / movl $1234, (%rsp) / movq $1234, %rdx / push $100
    "X86_64, bed2040000, 1, 1234, 2, 5",
    "X86_64, c7442408d2040000, 4, 1234, 0, 8",
    "X86_64, c70424d2040000, 3, 1234, 0, 7",
    "X86_64, 48c7c2d2040000, 3, 1234, 0, 7",
    "X86_64, 41b8d2040000, 2, 1234, 5, 6",
    "X86_64, 6a64, 1, 100, 0, 2",
    // mov w1, #1234 / mov x2, #300 / mov w19, #7
    "AARCH64, 419a8052, 0, 1234, 2, 4",
    "AARCH64, 822580d2, 1, 300, 3, 4",
    "AARCH64, f3008052, 0, 7, 0, 4",
    // li r4, 1234 / li r11, 900 / lis r5, 1; ori r5, r5, 4464
    "PPC64LE, d2048038, 0, 1234, 2, 4",
    "PPC64LE, 84036039, 0, 900, 0, 4",
    "PPC64LE, 0100a03c 7011a560, 4, 70000, 3, 8",
    "PPC64LE, 0100a03c 7011a560, 0, 70000, 3, 4",
    // lghi %r3, 1234 / lhi / lgfi / llill 40000 / mvghi 192(%r15), 1000, behind an instruction of 2
    "S390X, a73904d2, 2, 1234, 2, 4",
    "S390X, a74804d2, 3, 1234, 3, 4",
    "S390X, c04100011170, 4, 70000, 3, 6",
    "S390X, a54f9c40, 3, 40000, 3, 4",
    "S390X, 1a21 e548f0c003e8, 6, 1000, 0, 8",
    // ori a1, zero, 1234 / addi.w a1, zero, 100 / lu12i.w a2, 17; ori a2, a2, 368
    "LOONGARCH64, 05489303, 1, 1234, 2, 4",
    "LOONGARCH64, 05908102, 1, 100, 2, 4",
    "LOONGARCH64, 26020014 c6c08503, 5, 70000, 3, 8",
    "LOONGARCH64, 26020014 c6c08503, 0, 70000, 3, 4",
  })
  void knowsConstantsThatInstructionsLoad(
      Machine machine, String hex, int at, long value, int argument, int end) {
    assertEquals(
        new Constant(value, argument, end),
        machine.architecture().constant(code(machine, hex), at).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    // add $1234, %esi / cmp w1, #77 / addi r4, r5, 1234 / ahi %r3, 1234 / addi.d a1, a1, 77
    "X86_64, 81c6d2040000, 2",
    "AARCH64, 3f340171, 1",
    "PPC64LE, d2048538, 0",
    "S390X, a73a04d2, 2",
    "LOONGARCH64, a534c102, 1",
    // half of a number: movz w1, movk w1; li r4 with oris r4; mvghi to memory that is no stack slot
    "AARCH64, 419a8052 2100a072, 0",
    "PPC64LE, d2048038 01008464, 0",
    "S390X, e54830c003e8, 4",
    // the opcode, not the number
    "S390X, a73904d2, 1",
  })
  void takesNothingElseForAConstant(Machine machine, String hex, int at) {
    assertTrue(machine.architecture().constant(code(machine, hex), at).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    // brasl, brcl and larl have the same relocation; brc another
    "S390X, c0e500000000, 2, 20, true",
    "S390X, c0f400000000, 2, 19, true",
    "S390X, c02000000000, 2, 20, false",
    "S390X, a7f40000, 2, 17, true",
    "S390X, c41d00000000, 2, 19, false",
    "AARCH64, 00000094, 0, 283, true",
    "AARCH64, 00000090, 0, 275, false",
    "PPC64LE, 01000048, 0, 10, true",
    "PPC64LE, 0000223d, 0, 50, false",
    "LOONGARCH64, 00000054, 0, 66, true",
    "LOONGARCH64, 0400001a, 0, 71, false",
  })
  void tellsBranchesFromAddresses(
      Machine machine, String hex, int offset, int type, boolean branch) {
    Bytes code = code(machine, hex);
    assertEquals(branch, machine.architecture().isBranch(code, offset, type));
  }

  @Test
  void countsS390DistancesFromTheInstruction() {
    Bytes larl = code(Machine.S390X, "c02000000000");
    assertEquals(-2, S390X.bias(larl, 2, 19));
    assertEquals(-2, S390X.bias(larl, 2, 26));
    assertEquals(0, S390X.bias(larl, 2, 22));
  }

  @Test
  void onlyCallsWithRoomToRestoreTheTocLeaveAPowerPcModule() {
    assertFalse(PPC64LE.staysInModule(code(Machine.PPC64LE, "01000048 00000060"), 0, 10));
    assertTrue(PPC64LE.staysInModule(code(Machine.PPC64LE, "01000048 0300032c"), 0, 10));
    assertTrue(PPC64LE.staysInModule(code(Machine.PPC64LE, "00000048 00000060"), 0, 10));
    assertFalse(PPC64LE.staysInModule(code(Machine.PPC64LE, "01000048 0300032c"), 0, 116));
  }

  @Test
  void knowsWhichDistancesReachTheKernel() {
    assertFalse(PPC64LE.reachesKernel(50, Set.of(50, 48)));
    assertTrue(PPC64LE.reachesKernel(38, Set.of(38)));
    Architecture loongarch = Machine.LOONGARCH64.architecture();
    assertFalse(loongarch.reachesKernel(71, Set.of(71, 72)));
    assertTrue(loongarch.reachesKernel(71, Set.of(71, 72, 73, 74)));
    assertTrue(Machine.X86_64.architecture().reachesKernel(2, Set.of()));
  }

  @ParameterizedTest
  @CsvSource({"$x, true", "$d, true", "$x.12, true", "$d.realdata, true", "$xy, false", "x, false"})
  void knowsMappingSymbols(String name, boolean mapping) {
    assertEquals(mapping, Machine.AARCH64.architecture().isMappingSymbol(name));
  }

  @ParameterizedTest
  @CsvSource({
    // a section of its own: all there is; shared: what the machine uses, behind others' alignment
    "X86_64, 90909090909090909090c3, 0, 10, 10",
    "X86_64, c3909090c3, 1, 4, 0",
    "AARCH64, 1f2003d51f2003d5c0035fd6, 0, 8, 8",
    "AARCH64, c0035fd61f2003d51f2003d51f2003d5c0035fd6, 4, 16, 8",
    "AARCH64, c0035fd61f2003d5c0035fd6, 4, 8, 0",
    "AARCH64, 000000001f2003d5c0035fd6, 0, 8, 0",
    "LOONGARCH64, 00004003000040032000004c, 0, 8, 8",
    "S390X, 0707070707fe, 0, 4, 0",
  })
  void knowsTheRoomBeforeAFunction(Machine machine, String hex, int from, int entry, int room) {
    assertEquals(room, machine.architecture().room(code(machine, hex), from, entry));
  }

  @Test
  void readsTheDistanceToTheTocAsPartOfTheFunction() {
    assertEquals(8, PPC64LE.prefix(code(Machine.PPC64LE, "0000000000000000 f8ff4ce8"), 8));
    assertEquals(
        8, PPC64LE.prefix(code(Machine.PPC64LE, "0000000000000000 00000060 00000060 f0ff4ce8"), 8));
    assertEquals(0, PPC64LE.prefix(code(Machine.PPC64LE, "0000000000000000 00004c3c"), 8));
    assertEquals(0, PPC64LE.prefix(code(Machine.PPC64LE, "f8ff4ce8"), 0));
  }

  @Test
  void knowsEachMachinesFtraceEntries() {
    assertTrue(S390X.isFtraceNop(code(Machine.S390X, "c00400000000"), 0));
    assertFalse(S390X.isFtraceNop(code(Machine.S390X, "c00400000004"), 0));
    assertTrue(PPC64LE.isFtraceCall("_mcount", 12));
    assertFalse(PPC64LE.isFtraceCall("_mcount", 100));
    assertTrue(Machine.AARCH64.architecture().recordsEntries("__patchable_function_entries"));
    assertFalse(Machine.X86_64.architecture().recordsEntries("__patchable_function_entries"));
    assertTrue(Machine.X86_64.architecture().recordsEntries("__mcount_loc"));
  }

  @ParameterizedTest
  @CsvSource({
    "X86_64, 0f1f440000",
    "X86_64, 6690",
    "AARCH64, 1f2003d5",
    "PPC64LE, 00000060",
    "S390X, c00400000000",
    "LOONGARCH64, 00004003"
  })
  void knowsTheNopOfAStaticBranch(Machine machine, String hex) {
    assertTrue(machine.architecture().isNop(code(machine, hex), 0));
    assertFalse(machine.architecture().isNop(code(machine, hex), 1));
  }

  @Test
  void takesAFunctionsOwnAddressOnS390() {
    assertEquals(19, S390X.pointerType(20));
    assertEquals(26, S390X.pointerType(26));
  }

  @Test
  void knowsWhatComesWithEachModule() {
    assertTrue(PPC64LE.comesWithModule(".TOC."));
    assertTrue(PPC64LE.comesWithModule("_restgpr0_30"));
    assertFalse(PPC64LE.comesWithModule("kfree"));
    assertTrue(S390X.comesWithModule("__s390_indirect_jump_r14"));
  }
}
