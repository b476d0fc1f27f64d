package io.klpforge.driver.realfixes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.patch.PatchFile;
import io.klpforge.driver.report.UsageError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Patches are cut out of two trees, grouped, chosen and remembered. */
class SurveyTest {
  @TempDir private Path directory;
  private Path before;
  private Path after;
  private TreeDifference trees;

  @BeforeEach
  void twoTrees() {
    before = directory.resolve("before");
    after = directory.resolve("after");
    trees = new TreeDifference(new CommandRunner(), before, after);
    both("net/same.c", "int same;\n");
    put(before, "net/a.c", "#include \"a.h\"\nint a(void) { return 1; }\n");
    put(after, "net/a.c", "#include \"a.h\"\nint a(void) { return 1 + helper(); }\n");
    put(before, "net/a.h", "int a(void);\n");
    put(after, "net/a.h", "int a(void);\nint helper(void);\n");
    put(before, "net/off.c", "int off;\n");
    put(after, "net/off.c", "long off;\n");
    put(after, "net/b.c", "int helper(void) { return 2; }\n");
  }

  private void both(String path, String text) {
    put(before, path, text);
    put(after, path, text);
  }

  private static void put(Path tree, String path, String text) {
    Disk.write(tree.resolve(path), text);
  }

  @Test
  void filesThatDifferOrAreInOneTreeAreFound() {
    assertEquals(Set.of("net/a.c", "net/a.h", "net/b.c", "net/off.c"), trees.paths());
  }

  @Test
  void aSourceThatIsNotCompiledIsNoFix() {
    FixSource source = new FixSource.OfTrees(trees, new TreeSet<>(Set.of("net/a.c", "net/same.c")));
    assertEquals(List.of("net-a"), source.names());
  }

  @Test
  void aPatchIsReadableAndTouchesItsFilesOnly() {
    FileGroup group = FileGroup.of("net/a.c").with(List.of("net/b.c"));
    Path patch = trees.write(group, directory.resolve("x.patch"));
    assertEquals(Set.of("net/a.c", "net/b.c"), PatchFile.read(patch).paths());
  }

  @Test
  void aGroupGrowsByTheHeaderThatBringsWhatTheCompilerMisses() {
    GroupGrowth growth = new GroupGrowth(AddedWords.of(trees, trees.paths()), after);
    String errors =
        "net/a.c:2:32: error: implicit declaration of function 'helper'; did you mean 'a'?";
    FileGroup alone = FileGroup.of("net/a.c");
    FileGroup both = alone.with(List.of("net/a.h"), Set.of("helper"));
    assertEquals(List.of("net/a.c", "net/a.h [helper]"), both.names());
    assertEquals(Optional.of(both), growth.grown(alone, errors));
    assertEquals(Optional.of(both.with(List.of("net/b.c"))), growth.grown(both, errors));
    assertEquals(
        Optional.of(alone.with(List.of("net/b.c"))), growth.defining(alone, Set.of("helper")));
  }

  /** Many structures have a member called "rcu", and one more gets it in each release. */
  @Test
  void theHeaderThatASourceIncludesBringsAMemberThoughItHadOneOfThatName() {
    put(before, "net/a.h", "struct one { long rcu; };\n\n\n\n\nstruct two { int x; };\n");
    put(after, "net/a.h", "struct one { long rcu; };\n\n\n\n\nstruct two { int x; long rcu; };\n");
    put(before, "other/far.h", "struct far { int x; };\n");
    put(after, "other/far.h", "struct far { int x; long rcu; };\n");
    GroupGrowth growth = new GroupGrowth(AddedWords.of(trees, trees.paths()), after);
    FileGroup alone = FileGroup.of("net/a.c");
    assertEquals(
        Optional.of(alone.with(List.of("net/a.h"), Set.of("rcu", "two"))),
        growth.grown(alone, "net/a.c:2:3: error: 'struct two' has no member named 'rcu'"));
  }

  @Test
  void ofAHeaderOnlyTheChangesAreTakenThatBringWhatIsMissed() {
    put(before, "net/wide.h", "int one;\n\n\n\n\nint two;\n\n\n\n\nint three;\n");
    put(after, "net/wide.h", "long one;\n\n\n\n\nlong two;\n\n\n\n\nlong three;\n");
    FileGroup group = FileGroup.of("net/a.c").with(List.of("net/wide.h"), Set.of("two"));
    String patch = Disk.text(trees.write(group, directory.resolve("x.patch")));
    assertTrue(patch.contains("+long two") && patch.contains("return 1 + helper"), patch);
    assertFalse(patch.contains("one") || patch.contains("three"), patch);
    FileGroup more = group.with(List.of("net/wide.h"), Set.of("three"));
    assertEquals(List.of("net/a.c", "net/wide.h [three, two]"), more.names());
    assertEquals(List.of("net/a.c", "net/wide.h"), more.with(more.paths()).names());
  }

  @Test
  void aGroupGrowsByTheFileTheCompilerStoppedIn() {
    GroupGrowth growth = new GroupGrowth(AddedWords.of(trees, trees.paths()), after);
    assertEquals(
        Optional.of(FileGroup.of("net/a.c").with(List.of("net/off.c"))),
        growth.grown(FileGroup.of("net/a.c"), "../net/off.c:1:2: error: something"));
  }

  @Test
  void nothingFitsIfNobodyBringsTheWord() {
    GroupGrowth growth = new GroupGrowth(AddedWords.of(trees, trees.paths()), after);
    assertEquals(
        Optional.empty(),
        growth.grown(FileGroup.of("net/a.c"), "x.c:1:1: error: 'missing' undeclared"));
  }

  @Test
  void whatGccGuessesIsNotMissing() {
    assertEquals(
        Set.of("one", "two"),
        GroupGrowth.names("error: 'one' undeclared; did you mean 'on'?\n'struct two' declared"));
  }

  @Test
  void theSeedAloneChooses() {
    List<Integer> all = IntStream.range(0, 100).boxed().toList();
    assertEquals(Survey.sample(all, 10, 7), Survey.sample(all, 10, 7));
    assertNotEquals(Survey.sample(all, 10, 7), Survey.sample(all, 10, 8));
    assertEquals(Survey.sample(all, 20, 7).subList(0, 10), Survey.sample(all, 10, 7));
    assertEquals(100, Survey.sample(all, 1000, 7).size());
  }

  @Test
  void aSurveyKeepsItsSeedAndRefusesAnother() {
    SurveyStore store = new SurveyStore(directory.resolve("survey"));
    assertEquals(5, store.seed("6.1", "new", Optional.empty(), 5));
    assertEquals(5, store.seed("6.1", "new", Optional.empty(), 6));
    assertThrows(UsageError.class, () -> store.seed("6.1", "new", Optional.of(7L), 6));
    assertThrows(UsageError.class, () -> store.seed("6.1", "other", Optional.empty(), 6));
  }

  @Test
  void aResultIsReadAsItWasWritten() {
    SurveyStore store = new SurveyStore(directory.resolve("survey"));
    FixResult result = result("net-a", Outcome.REFUSED, List.of("init-code"));
    store.put(result);
    assertEquals(Optional.of(result), store.result("net-a"));
    assertEquals(Optional.empty(), store.result("net-b"));
    BootResult boot = new BootResult("net-a", false, true, List.of("it broke"));
    store.put(boot);
    assertEquals(Optional.of(boot), store.boot("net-a"));
  }

  @Test
  void whatDoesNotChangeCodeIsNotCounted() {
    SurveyReport report =
        new SurveyReport(
            "6.1",
            "<new>",
            9,
            1,
            List.of(
                result("a", Outcome.DELIVERED, List.of()),
                result("b", Outcome.REFUSED, List.of("init-code")),
                result("c", Outcome.NOTHING_CHANGED, List.of()),
                result("d", Outcome.DOES_NOT_COMPILE, List.of())),
            List.of(new BootResult("a", true, false, List.of())));
    assertEquals("1 of 2 (50.0 %)", report.delivered());
    String text = String.join("\n", new SurveyText(report).lines());
    assertTrue(text.contains("     1  init-code"), text);
    assertTrue(text.contains("1 of 1 work"), text);
    assertTrue(SurveyJson.of(report).contains("\"counted\" : 2"));
    String page = SurveyPage.of(report);
    assertTrue(page.contains("1 of 2 (50.0 %)") && page.contains("&lt;new&gt;"), page);
  }

  private static FixResult result(String name, Outcome outcome, List<String> rules) {
    return new FixResult(
        name,
        List.of("net/" + name + ".c"),
        outcome,
        rules,
        "a <reason>",
        List.of("f"),
        List.of(),
        3000,
        1000,
        1500,
        Optional.of(Path.of("/x.ko")),
        List.of("ext4"));
  }
}
