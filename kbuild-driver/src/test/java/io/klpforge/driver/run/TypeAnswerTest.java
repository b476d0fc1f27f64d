package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.type.TypeUser;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Answers are kept as lines. */
class TypeAnswerTest {
  @Test
  void comesBackAsItWas() {
    TypeUser function = new TypeUser("struct a", TypeUser.Kind.FUNCTION, "work", "fs/a.c");
    TypeUser field = new TypeUser("enum {B}", TypeUser.Kind.STORED, "struct c", "");
    List<TypeAnswer> answers =
        List.of(
            new TypeAnswer("vmlinux", Optional.of(List.of(function, field))),
            new TypeAnswer("silent", Optional.empty()),
            new TypeAnswer("unused", Optional.of(List.of())),
            new TypeAnswer("last", Optional.of(List.of(field))));
    List<String> lines = answers.stream().map(TypeAnswer::lines).flatMap(List::stream).toList();
    assertEquals(answers, TypeAnswer.parse(lines));
    assertEquals(7, Stream.of(lines).mapToInt(List::size).sum());
  }
}
