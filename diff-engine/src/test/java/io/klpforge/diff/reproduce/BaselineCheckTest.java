package io.klpforge.diff.reproduce;

import static io.klpforge.diff.built.ObjectBuilder.anObject;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.built.ObjectBuilder;
import io.klpforge.diff.built.Reloc;
import io.klpforge.diff.check.Finding;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.layout.Piece;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class BaselineCheckTest {
  private static final String CALL = "e800000000 c3";

  /** Five functions; {@code caller} calls {@code callee}. */
  private static ObjectBuilder object(String callee, String caller, String other) {
    return anObject()
        .function("callee", callee)
        .function("caller", caller)
        .call(1, "callee")
        .function("other", other)
        .function("fourth", "f4c3")
        .function("fifth", "f5c3");
  }

  private static Reproduction compare(ObjectBuilder module) {
    ObjectFile shipped = module.read();
    return Reproducer.reproduce(
        object("31c0c3", CALL, "9090c3").layout(), ShippedImage.ofModule(shipped, shipped));
  }

  private static List<Finding> check(Reproduction reproduction, String replaced, boolean trusted) {
    Set<Piece> functions =
        reproduction.functions().stream()
            .map(PieceMatch::piece)
            .filter(piece -> piece.name().equals(replaced))
            .collect(Collectors.toSet());
    ReplacedCode code =
        new ReplacedCode(functions, ReplacedCode.variables(reproduction.orig(), functions));
    return new BaselineCheck(reproduction, "a.o", trusted).check(code);
  }

  private static List<String> brief(List<Finding> findings) {
    return findings.stream().map(f -> f.severity() + " " + f.rule() + " " + f.where()).toList();
  }

  @Test
  void theSameCodeIsNoFinding() {
    Reproduction same = compare(object("31c0c3", CALL, "9090c3"));
    assertEquals(List.of(), check(same, "callee", false));
  }

  @Test
  void whatIsReplacedMustBeTheRunningCode() {
    Reproduction other = compare(object("31c9c3", CALL, "9090c3"));
    List<Finding> findings = check(other, "callee", false);
    assertEquals(List.of("ERROR baseline-mismatch a.o: callee+0x1"), brief(findings));
    assertTrue(findings.get(0).message().contains("other instructions"), findings::toString);
    assertTrue(findings.get(0).remedy().contains("another source version"), findings::toString);
  }

  @Test
  void whatCallsChangedCodeMustBeTheRunningCode() {
    Reproduction other = compare(object("31c0c3", "e800000000 cb", "9090c3"));
    assertEquals(
        List.of("ERROR baseline-mismatch a.o: caller+0x5"), brief(check(other, "callee", false)));
    assertEquals(List.of("WARNING baseline-mismatch a.o"), brief(check(other, "other", false)));
  }

  @Test
  void aWeakFunctionThatIsNotLinkedCannotBeReplaced() {
    ObjectFile shipped = anObject().function("f", "31c9c3").function("g", "c3").read();
    ObjectBuilder ours = anObject().weak().function("f", "31c0c3").globals().function("g", "c3");
    Reproduction other =
        Reproducer.reproduce(ours.layout(), ShippedImage.ofModule(shipped, shipped));
    assertEquals(List.of("ERROR unknown-function a.o: f"), brief(check(other, "f", true)));
    assertEquals(List.of(), check(other, "g", false));
  }

  @Test
  void trustMakesItAWarning() {
    Reproduction other = compare(object("31c9c3", CALL, "9090c3"));
    assertEquals(
        List.of("WARNING baseline-mismatch a.o: callee+0x1"), brief(check(other, "callee", true)));
  }

  /** {@code f} reads a constant and a variable, {@code g} neither. */
  private static ObjectBuilder reader(ObjectBuilder object, String constant, String variable) {
    return object
        .function("f", "8b0425 00000000 8b0425 00000000 c3")
        .relocation(3, Reloc.R32S, "limits", 0)
        .relocation(10, Reloc.R32S, "state", 0)
        .function("g", "9090c3")
        .constant("limits", constant)
        .variable("state", variable);
  }

  private static List<String> reading(String function, String constant, String variable) {
    ObjectFile shipped = reader(anObject(), constant, variable).read();
    ObjectBuilder ours = reader(anObject(), "01000000", "02000000");
    return brief(
        check(
            Reproducer.reproduce(ours.layout(), ShippedImage.ofModule(shipped, shipped)),
            function,
            false));
  }

  @Test
  void whatReplacedCodeReadsMustBeTheRunningKernels() {
    assertEquals(List.of(), reading("f", "01000000", "02000000"));
    assertEquals(
        List.of("ERROR baseline-mismatch a.o: limits+0x0"), reading("f", "09000000", "02000000"));
    assertEquals(
        List.of("WARNING baseline-mismatch a.o: state+0x0"), reading("f", "01000000", "09000000"));
    assertEquals(List.of("WARNING baseline-mismatch a.o"), reading("g", "09000000", "09000000"));
  }

  @Test
  void aDifferenceEverywhereIsTheCompilersOrTheConfigurations() {
    ObjectBuilder module =
        anObject()
            .function("callee", "31c9c3")
            .function("caller", "e800000000 cb")
            .call(1, "callee")
            .function("other", "9190c3")
            .function("fourth", "f4c3")
            .function("fifth", "f5c3");
    String remedy = check(compare(module), "callee", false).get(0).remedy();
    assertTrue(remedy.contains("flags or another configuration"), remedy);
  }

  /** As a {@code .debug_str} section, in hexadecimal. */
  private static String producer(String flags) {
    return HexFormat.of()
        .formatHex(("GNU C11 12.2.0 " + flags + "\0").getBytes(StandardCharsets.US_ASCII));
  }

  private static String causeWithFlags(String here, String there) {
    ObjectBuilder ours =
        anObject().function("f", "31c0c3").section(".debug_str", 0, 1, producer(here));
    ObjectFile shipped =
        anObject()
            .function("f", "31c9c3")
            .section(".debug_str", 0, 1, producer("-O3") + producer(there))
            .read();
    return Reproducer.reproduce(ours.layout(), ShippedImage.ofModule(shipped, shipped))
        .likelyCause();
  }

  @Test
  void otherFlagsAreNamed() {
    assertEquals(
        "likely cause: other compiler flags: -Os here, -O2 there;"
            + " 1 of the object's 1 functions differs",
        causeWithFlags("-m64 -g -Os -ffunction-sections", "-m64 -g -O2"));
    assertEquals(
        "likely cause: another source version, or another configuration;"
            + " compiler and flags are the kernel's; 1 of the object's 1 functions differs",
        causeWithFlags("-m64 -g -O2 -ffunction-sections", "-m64 -g -O2"));
  }

  private static ObjectBuilder warning(String line) {
    return anObject()
        .function("f", "0f0b c3")
        .table("__bug_table", "00000000 00000000" + line + "0000")
        .relocation(0, Reloc.PC32, "f", 0)
        .relocation(4, Reloc.PC32, "f", 0);
  }

  @Test
  void otherLinesAreAnotherSourceVersions() {
    ObjectFile shipped = warning("0200").read();
    String cause =
        Reproducer.reproduce(warning("0100").layout(), ShippedImage.ofModule(shipped, shipped))
            .likelyCause();
    assertTrue(cause.startsWith("likely cause: another source version, for warnings"), cause);
  }

  @Test
  void anotherCompilerIsNamed() {
    ObjectBuilder ours = anObject().function("f", "31c0c3").section(".comment", 0, 1, "004100");
    ObjectFile shipped =
        anObject().function("f", "31c9c3").section(".comment", 0, 1, "004200").read();
    Reproduction other =
        Reproducer.reproduce(ours.layout(), ShippedImage.ofModule(shipped, shipped));
    String remedy = check(other, "f", false).get(0).remedy();
    assertTrue(remedy.contains("another compiler: A here, B there"), remedy);
  }
}
