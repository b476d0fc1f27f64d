package io.klpforge.driver.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeDiffTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  private int diff(TreeFixture trees, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("diff", trees.orig().toString(), trees.patched().toString()));
    Stream.of(options).forEach(arguments::add);
    return Main.execute(
        new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
  }

  @Test
  void tellsChangesByPathWhateverTheOrderOfTheFiles() throws IOException {
    TreeFixture trees =
        TreeFixture.in(directory)
            .pair("new-function", "z/last.o")
            .pair("new-function", "a/first.o")
            .same("new-function", "a/same.o")
            .pair("line-number-only", "a/unchanged.o");
    assertEquals(0, diff(trees));
    assertEquals(
        """
        a/first.o: changed function: work
        a/first.o: new function: twice
        z/last.o: changed function: work
        z/last.o: new function: twice
        4 objects: 1 identical, 1 with the same code, 2 changed, 0 new, 0 gone, 0 refused,\
         0 unreadable, 0 skipped
        """,
        out.toString());
    assertTrue(err.toString().contains("compare 4 objects"), err.toString());
  }

  @Test
  void saysThatNothingChanged() throws IOException {
    TreeFixture trees =
        TreeFixture.in(directory)
            .same("new-function", "same.o")
            .pair("line-number-only", "unchanged.o");
    assertEquals(3, diff(trees));
  }

  @Test
  void tellsObjectsThatOneTreeLacks() throws IOException {
    TreeFixture trees =
        TreeFixture.in(directory)
            .onlyPatched("new-function", "come.o")
            .onlyOrig("new-function", "gone.o");
    assertEquals(0, diff(trees));
    assertTrue(out.toString().startsWith("come.o: new object\n"), out.toString());
    assertTrue(out.toString().contains("come.o: new function: twice\n"), out.toString());
    assertTrue(out.toString().contains("gone.o: gone\n"), out.toString());
    assertTrue(out.toString().contains(" 1 new, 1 gone,"), out.toString());
  }

  @Test
  void collectsTheFindingsOfAllObjects() throws IOException {
    TreeFixture trees =
        TreeFixture.in(directory)
            .pair("no-ftrace-entry", "a.o")
            .pair("changed-data", "b.o")
            .pair("new-function", "c.o");
    assertEquals(1, diff(trees));
    assertTrue(err.toString().contains("a.o: fast: error: "), err.toString());
    assertTrue(err.toString().contains("[changed-data]"), err.toString());
    assertTrue(out.toString().contains("c.o: changed function: work"), out.toString());
    assertTrue(out.toString().contains(" 1 changed, 0 new, 0 gone, 2 refused,"), out.toString());
  }

  @Test
  void goesOnBehindADamagedObject() throws IOException {
    TreeFixture trees =
        TreeFixture.in(directory)
            .damaged("damaged.o")
            .pair("no-ftrace-entry", "a.o")
            .pair("new-function", "z.o");
    assertEquals(4, diff(trees));
    assertTrue(err.toString().contains("damaged.o: not an ELF file"), err.toString());
    assertTrue(out.toString().contains("damaged.o: unreadable\n"), out.toString());
    assertTrue(out.toString().contains("z.o: changed function: work\n"), out.toString());
    assertTrue(out.toString().contains(" 1 refused, 1 unreadable,"), out.toString());
  }

  @Test
  void skipsWhatIsNoKernelCodeOrLinkedFromOthers() throws IOException {
    TreeFixture trees = TreeFixture.in(directory);
    List<String> skipped =
        List.of(
            "vmlinux.o",
            "fs/a.mod.o",
            "fs/.tmp_a.o",
            "init/version-timestamp.o",
            "arch/x86/boot/a.o",
            "arch/x86/entry/vdso/a.o",
            "scripts/mod/a.o",
            "fs/ext4/ext4.o");
    for (String path : skipped) {
      trees.pair("new-function", path);
    }
    Files.writeString(
        trees.patched().resolve("fs/ext4/.ext4.o.cmd"),
        "cmd_fs/ext4/ext4.o := ld -m elf_x86_64 -z noexecstack -r -o fs/ext4/ext4.o @fs/ext4.mod\n");
    trees.pair("new-function", "fs/ext4/super.o");
    Files.writeString(
        trees.patched().resolve("fs/ext4/.super.o.cmd"),
        "cmd_fs/ext4/super.o := gcc-12 -Wp,-MMD -c -o fs/ext4/super.o fs/ext4/super.c\n");
    assertEquals(0, diff(trees));
    assertTrue(out.toString().startsWith("fs/ext4/super.o: changed function"), out.toString());
    assertTrue(out.toString().contains("\n1 objects: "), out.toString());
    assertTrue(out.toString().endsWith(", 8 skipped\n"), out.toString());
  }

  @Test
  void writesJson() throws IOException {
    TreeFixture trees =
        TreeFixture.in(directory).pair("new-function", "a.o").same("no-change", "b.o");
    assertEquals(0, diff(trees, "--format", "json"));
    String json = out.toString().replaceAll("\\s+", "");
    assertTrue(json.startsWith("{\"objects\":2,\"identical\":1,\"unchanged\":0,"), json);
    assertTrue(json.contains("{\"object\":\"a.o\",\"verdict\":\"changed\","), json);
    assertTrue(json.contains("\"changedFunctions\":[\"work\"]"), json);
    assertFalse(json.contains("b.o"), json);
  }

  @Test
  void givesTheSameOutputEachTime() throws IOException {
    TreeFixture trees = TreeFixture.in(directory);
    for (int i = 0; i < 50; i++) {
      trees.pair("new-function", "d" + i % 7 + "/o" + i + ".o");
    }
    diff(trees);
    String first = out.toString();
    out.getBuffer().setLength(0);
    diff(trees);
    assertEquals(first, out.toString());
  }

  @Test
  void wantsTwoDirectoriesOrNone() throws IOException {
    TreeFixture trees = TreeFixture.in(directory).pair("new-function", "a.o");
    String object = trees.patched().resolve("a.o").toString();
    int status =
        Main.execute(
            new PrintWriter(out), new PrintWriter(err), "diff", trees.orig().toString(), object);
    assertEquals(2, status);
    assertTrue(err.toString().contains("both are build trees or both are objects"), "" + err);
  }

  @Test
  void writesNoObjectForATree() throws IOException {
    assertEquals(2, diff(TreeFixture.in(directory), "-o", "out.o"));
    assertTrue(err.toString().contains("-o, --vmlinux, --symvers and --module"), err.toString());
  }
}
