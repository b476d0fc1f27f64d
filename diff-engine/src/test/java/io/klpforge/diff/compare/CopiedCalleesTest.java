package io.klpforge.diff.compare;

import static io.klpforge.diff.built.ObjectBuilder.anObject;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.built.ObjectBuilder;
import io.klpforge.diff.built.Reloc;
import io.klpforge.diff.check.PatchabilityCheck;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A function {@code body}, without an ftrace entry, changes. */
final class CopiedCalleesTest {
  private static final String CALL = "e800000000";
  private static final String JUMP = "e900000000";
  private static final List<String> REFUSED = List.of("body CHANGED", "no-ftrace-entry a.o: body");

  private static ObjectBuilder body(String code) {
    return anObject().statics().function("body", code).globals();
  }

  /** What is not the same, and the findings. */
  private static List<String> outcome(
      Function<String, ObjectBuilder> object, UnaryOperator<ObjectBuilder> rest) {
    ObjectDiff diff = Compared.diff(rest.apply(object.apply("c3")), rest.apply(object.apply("90")));
    return Stream.concat(
            diff.functions().stream()
                .filter(one -> one.verdict() != Verdict.SAME)
                .map(one -> one.piece().name() + " " + one.verdict()),
            PatchabilityCheck.all(diff, "a.o").stream().map(one -> one.rule() + " " + one.where()))
        .toList();
  }

  private static List<String> outcome(UnaryOperator<ObjectBuilder> rest) {
    return outcome(CopiedCalleesTest::body, rest);
  }

  private static ObjectBuilder traced(ObjectBuilder object, String name, String code) {
    return object.function(name, CALL + code).call(1, "__fentry__");
  }

  private static ObjectBuilder withCaller(ObjectBuilder object) {
    return traced(object, "f", CALL + "c3").call(6, "body");
  }

  @Test
  void callersWithAnEntryAreReplacedInItsStead() {
    assertEquals(
        List.of("body COPIED", "f CHANGED", "g CHANGED"),
        outcome(
            object ->
                traced(
                    traced(traced(object, "f", CALL + "c3").call(6, "body"), "g", CALL + "c3")
                        .call(6, "body"),
                    "h",
                    "c3")));
  }

  @Test
  void callersWithoutAnEntryAreCopiedAsWell() {
    assertEquals(
        List.of("body COPIED", "inner COPIED", "f CHANGED"),
        outcome(
            object ->
                traced(
                        object.statics().function("inner", CALL + "c3").call(1, "body").globals(),
                        "f",
                        CALL + "c3")
                    .call(6, "inner")));
  }

  @Test
  void aGlobalOneMayBeCalledFromElsewhere() {
    assertEquals(
        REFUSED, outcome(code -> anObject().function("body", code), CopiedCalleesTest::withCaller));
  }

  @Test
  void whatNobodyHereCallsIsRefused() {
    assertEquals(REFUSED, outcome(object -> object));
  }

  @Test
  void aPointerToItWouldStayOld() {
    assertEquals(
        REFUSED,
        outcome(
            object ->
                traced(object, "f", CALL + "488d0500000000 c3")
                    .call(6, "body")
                    .relocation(13, Reloc.PC32, "body", -4)));
    assertEquals(
        REFUSED,
        outcome(
            object ->
                traced(object, "f", CALL + "c3")
                    .call(6, "body")
                    .variable("ops", "0000000000000000")
                    .relocation(0, Reloc.R64, "body", 0)));
  }

  @Test
  void itsOwnPointerToItselfWouldStayOld() {
    Function<String, ObjectBuilder> pointing =
        code ->
            anObject()
                .statics()
                .function("body", "488d0500000000" + code)
                .relocation(3, Reloc.PC32, "body", -4)
                .globals();
    assertEquals(REFUSED, outcome(pointing, CopiedCalleesTest::withCaller));
  }

  @Test
  void aCallerThatCannotBeReplacedForbidsIt() {
    assertEquals(
        REFUSED,
        outcome(
            object ->
                traced(object, "f", CALL + "c3")
                    .call(6, "body")
                    .function("untraced", CALL + "c3")
                    .call(1, "body")));
    assertEquals(
        REFUSED,
        outcome(
            object ->
                traced(object, "f", CALL + "c3")
                    .call(6, "body")
                    .function(".init.text", "start", CALL + CALL + "c3")
                    .call(1, "__fentry__")
                    .call(6, "body")));
  }

  @Test
  void codeOfASpecialKindIsNotCopied() {
    assertEquals(
        REFUSED,
        outcome(
            code -> anObject().statics().function(".noinstr.text", "body", code).globals(),
            CopiedCalleesTest::withCaller));
  }

  @Test
  void aJumpToItIsToldIfMoreChanges() {
    UnaryOperator<ObjectBuilder> jumping = object -> traced(object, "f", JUMP).call(6, "body");
    assertEquals(List.of("body COPIED", "f CHANGED"), outcome(jumping));
    Function<String, ObjectBuilder> more = code -> traced(body(code), "other", code);
    assertEquals(
        List.of("body COPIED", "other CHANGED", "f CHANGED", "unwatched-callee a.o: body"),
        outcome(more, jumping));
    assertEquals(
        List.of("body COPIED", "other CHANGED", "f CHANGED"),
        outcome(more, CopiedCalleesTest::withCaller));
  }
}
