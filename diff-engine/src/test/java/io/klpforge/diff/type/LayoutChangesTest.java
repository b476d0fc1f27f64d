package io.klpforge.diff.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.check.Severity;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What gcc's and clang's objects tell of the fixture's structures. */
final class LayoutChangesTest {
  private static final Path FIXTURES =
      Path.of(System.getProperty("klpforge.root", ".."), "fixtures");

  private static ObjectFile read(String file) throws IOException {
    return ElfReader.read(FIXTURES.resolve("changed-layout").resolve(file));
  }

  private static List<ChangedLayout> changes(String machine) throws IOException {
    LayoutChanges changes = new LayoutChanges();
    changes.add(
        "a.o",
        LayoutChanges.between(read(machine + "/orig.o"), read(machine + "/patched.o"))
            .orElseThrow());
    return changes.all();
  }

  private static String text(List<ChangedLayout> layouts) {
    return layouts.stream().map(LayoutChangesTest::text).collect(Collectors.joining());
  }

  private static String text(ChangedLayout layout) {
    LayoutChange change = layout.change();
    String fields =
        change.fields().stream()
            .map(field -> "  " + field.text(change.kind()) + "\n")
            .collect(Collectors.joining());
    return String.format(
        Locale.ROOT,
        "%s %s %d -> %d, line %d %s%n%s",
        layout.severity(),
        change.title(),
        change.before().layout().size(),
        change.after().layout().size(),
        change.before().declared().line(),
        layout.containers(),
        fields);
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "aarch64", "ppc64le", "s390x", "loongarch64"})
  void tellsEachChangeAndNoOther(String machine) throws IOException {
    assertEquals(
        """
        NOTE enum level 4 -> 4, line 29 []
          LEVEL_ADDED is new: 2
        WARNING enum order 4 -> 4, line 34 []
          ORDER_LAST becomes 2, was 1
          ORDER_ADDED is new: 1
        ERROR struct appended 16 -> 24, line 4 [struct holder]
          added is new at byte 16
        WARNING struct filled 16 -> 16, line 9 []
          added is new at byte 1
        ERROR struct flags 4 -> 4, line 19 []
          first has 4 bits, had 3 bits
          second moves from byte 0 bit 3 to 0 bit 4
        ERROR struct moved 8 -> 8, line 14 []
          first moves from byte 0 to 4
          second moves from byte 4 to 0
        ERROR struct nested 24 -> 32, line 39 []
          high has 4 bytes, had 2 bytes, and moves from byte 10 to 12
          pair.second moves from byte 20 to 24
          pair has 12 bytes, had 8 bytes
          pair.added is new at byte 20
        ERROR struct table 20 -> 36, line 54 []
          row has 32 bytes, had 16 bytes
        ERROR union choice 8 -> 16, line 24 []
          text has 16 bytes, had 8 bytes
        """,
        text(changes(machine)));
  }

  /** Lines, functions and calls of it change, but no type. */
  @Test
  void movedLinesAreNoChange() throws IOException {
    Path folder = FIXTURES.resolve("line-number-debug");
    assertEquals(
        Optional.of(List.of()),
        LayoutChanges.between(
            ElfReader.read(folder.resolve("orig.o")), ElfReader.read(folder.resolve("patched.o"))));
  }

  @Test
  void withoutDebuggingInformationNothingIsKnown() throws IOException {
    Path folder = FIXTURES.resolve("changed-data");
    assertEquals(
        Optional.empty(),
        LayoutChanges.between(
            ElfReader.read(folder.resolve("orig.o")), ElfReader.read(folder.resolve("patched.o"))));
  }

  @Test
  void manyObjectsTellOnce() throws IOException {
    List<LayoutChange> found =
        LayoutChanges.between(read("orig.o"), read("patched.o")).orElseThrow();
    LayoutChanges changes = new LayoutChanges();
    changes.add("a.o", found);
    changes.add("b.o", found);
    assertEquals(changes(".").size(), changes.all().size());
    assertEquals(List.of("a.o", "b.o"), changes.all().get(0).objects());
  }

  @Test
  void anAcceptedChangeIsNoError() throws IOException {
    ChangedLayout moved = named("struct moved");
    assertEquals(Severity.ERROR, moved.severity());
    assertEquals(Severity.WARNING, moved.accept().severity());
  }

  @Test
  void whatEndsWithTheCallAndOnlyThePatchUsesIsNoError() throws IOException {
    ChangedLayout moved = named("struct moved");
    List<KernelUser> none = List.of();
    KernelUser user =
        new KernelUser(
            "vmlinux", new TypeUser("struct moved", TypeUser.Kind.FUNCTION, "other", "o.c"));
    assertEquals(Severity.WARNING, moved.with(new OutsideUsers(none, none, none, true)).severity());
    assertEquals(Severity.ERROR, moved.with(new OutsideUsers(none, none, none, false)).severity());
    ChangedLayout used = moved.with(new OutsideUsers(none, List.of(user), none, true));
    assertEquals(Severity.ERROR, used.severity());
    assertTrue(used.finding().remedy().contains("1 function "), used.finding().remedy());
    assertTrue(used.finding().remedy().contains("(other)"), used.finding().remedy());
  }

  private static ChangedLayout named(String title) throws IOException {
    return changes(".").stream()
        .filter(layout -> layout.change().title().equals(title))
        .findFirst()
        .orElseThrow();
  }
}
