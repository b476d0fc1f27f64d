package io.klpforge.driver.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.report.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesReaderTest {
  private static final String FROM =
      "From 1234567890123456789012345678901234567890 Mon Sep 17 00:00:00 2001\n";

  @TempDir private Path directory;

  private static String diff(String path) {
    return "--- a/" + path + "\n+++ b/" + path + "\n@@ -1 +1 @@\n-a\n+b\n";
  }

  private List<String> titles(String... arguments) {
    return read(arguments).stream()
        .map(patch -> patch.title() + ": " + patch.patch().files().get(0).name())
        .toList();
  }

  private List<NamedPatch> read(String... arguments) {
    SeriesReader reader =
        new SeriesReader(new CommandRunner(), Optional.empty(), directory.resolve("scratch"));
    return reader.read(List.of(arguments));
  }

  private String write(String name, String text) {
    Disk.write(directory.resolve(name), text);
    return directory.resolve(name).toString();
  }

  @Test
  void readsFilesInTheOrderGiven() {
    String b = write("b.patch", diff("b.c"));
    String a = write("a.patch", diff("a.c"));
    assertEquals(List.of("b.patch: b.c", "a.patch: a.c"), titles(b, a));
  }

  @Test
  void readsTheMailsOfAMailboxAndLeavesLettersOut() {
    String box =
        write(
            "s.mbox",
            FROM
                + "Subject: [PATCH 0/2] letter\n\nwords\n"
                + FROM
                + "Subject: [PATCH 1/2] a long\n title\n\n---\n"
                + diff("a.c")
                + FROM
                + "Subject: [PATCH 2/2] other\n\n---\n"
                + diff("b.c"));
    assertEquals(List.of("a long title: a.c", "other: b.c"), titles(box));
  }

  @Test
  void readsADirectoryByName() {
    write("d/0002-b.patch", diff("b.c"));
    write("d/0001-a.patch", diff("a.c"));
    write("d/0000-cover-letter.patch", "words\n");
    write("d/notes.txt", "words\n");
    assertEquals(
        List.of("0001-a.patch: a.c", "0002-b.patch: b.c"),
        titles(directory.resolve("d").toString()));
  }

  @Test
  void readsAQuiltSeries() {
    write("q/z.patch", diff("z.c"));
    write("q/a.patch", diff("a.c"));
    write("q/unused.patch", diff("u.c"));
    String series = write("q/series", "# first\nz.patch -p1\n\na.patch # last\n");
    assertEquals(List.of("z.patch: z.c", "a.patch: a.c"), titles(series));
    assertEquals(titles(series), titles(directory.resolve("q").toString()));
  }

  @Test
  void refusesByName() {
    write("q/a.patch", diff("a.c"));
    refuses("series:1: -p0: only patches for -p1", write("q/series", "a.patch -p0\n"));
    refuses(": holds no file named *.patch", Disk.directory(directory.resolve("e")).toString());
    refuses("say of which repository with --git", "v6.1..v6.2");
    refuses("x.patch: no such file", directory.resolve("x.patch").toString());
    refuses("not a patch", write("t.patch", "words\n"));
    refuses(
        "an encoded mail", write("m.patch", "Content-Transfer-Encoding: base64\n\n" + diff("a.c")));
  }

  private void refuses(String message, String argument) {
    Failure failure = assertThrows(Failure.class, () -> read(argument));
    assertTrue(failure.getMessage().contains(message), failure.getMessage());
  }
}
