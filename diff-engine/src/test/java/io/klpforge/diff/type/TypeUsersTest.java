package io.klpforge.diff.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.dwarf.DebugInfo;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has to do with the fixture's structures. */
final class TypeUsersTest {
  private static final Path FIXTURE =
      Path.of(System.getProperty("klpforge.root", ".."), "fixtures", "changed-layout");

  private final ObjectFile orig = ElfReader.read(FIXTURE.resolve("orig.o"));
  private final List<LayoutChange> changes =
      LayoutChanges.between(orig, ElfReader.read(FIXTURE.resolve("patched.o"))).orElseThrow();

  TypeUsersTest() throws IOException {}

  private TypeLayout layout(String title) {
    return changes.stream()
        .map(change -> change.before().layout())
        .filter(layout -> layout.title().equals(title))
        .findFirst()
        .orElseThrow();
  }

  private static List<TypeUser> users(ObjectFile file, TypeLayout type) {
    return new TypeUsers(List.of(type)).in(file, DebugInfo.of(file).orElseThrow());
  }

  private static List<String> names(List<TypeUser> users, TypeUser.Kind kind) {
    return users.stream().filter(user -> user.kind() == kind).map(TypeUser::name).sorted().toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "aarch64", "loongarch64", "ppc64le", "s390x"})
  void findsFunctionsByPointersAndContainers(String machine) throws IOException {
    ObjectFile file = ElfReader.read(FIXTURE.resolve(machine).resolve("orig.o"));
    List<TypeUser> users = users(file, layout("struct appended"));
    assertEquals(List.of("read_appended", "read_holder"), names(users, TypeUser.Kind.FUNCTION));
    assertEquals(List.of("struct holder"), names(users, TypeUser.Kind.STORED));
    assertEquals(List.of(), names(users, TypeUser.Kind.LOCAL));
  }

  @Test
  void countsWhatIsInlinedToTheFunctionAroundIt() {
    List<TypeUser> users = users(orig, layout("struct moved"));
    assertEquals(List.of("read_moved"), names(users, TypeUser.Kind.FUNCTION));
    assertEquals("changed-layout.c", users.get(0).source());
  }

  @Test
  void anEnumThatIsAParameterIsAlsoALocal() {
    List<TypeUser> users = users(orig, layout("enum level"));
    assertEquals(List.of("is_high"), names(users, TypeUser.Kind.FUNCTION));
    assertEquals(List.of("is_high"), names(users, TypeUser.Kind.LOCAL));
  }

  /** Two files may each have a type of that name. */
  @Test
  void aTypeOfAnotherLayoutIsAnother() {
    TypeLayout moved = layout("struct moved");
    TypeLayout other = new TypeLayout(TypeKind.STRUCT, moved.name(), 99, moved.fields());
    assertEquals(List.of(), users(orig, other));
  }

  @Test
  void aNameThatIsNotThereIsSeenAtOnce() {
    TypeLayout moved = layout("struct moved");
    assertTrue(new TypeUsers(List.of(moved)).mayBeIn(orig));
    TypeLayout other = new TypeLayout(TypeKind.STRUCT, "nowhere", 8, List.of());
    assertFalse(new TypeUsers(List.of(other)).mayBeIn(orig));
  }
}
