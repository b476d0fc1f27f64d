package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.Command;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.patch.PatchFile;
import io.klpforge.driver.patch.PatchSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code klpforge bisect} says of the hunks of a patch to the shipped kernel, and what
 * building them one by one says.
 *
 * <p>The patch is another each time the class runs, so that nothing of it is in the cache.
 */
@Tag("kernel")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BisectKernelTest {
  private static final Pattern COMPILES = Pattern.compile("- compile (\\d+) states? of");

  private static final List<Integer> SHOW = List.of(1);
  private static final List<Integer> NEXT = List.of(2);
  private static final List<Integer> STOP = List.of(3, 4);

  @TempDir private static Path scratch;

  private StockKernel kernel;
  private Path patch;

  @BeforeAll
  void makePatch() {
    kernel = StockKernel.require();
    int number = 1000 + (int) (System.nanoTime() % 1_000_000_000);
    edit(
        "fs/proc/consoles.c",
        Map.of(
            "#include <linux/tty_driver.h>\n",
            "#include <linux/tty_driver.h>\n#include \"internal.h\"\n#include \"fd.h\"\n",
            "\tseq_setwidth(m, 21 - 1);\n",
            "\tseq_setwidth(m, " + number + ");\n",
            "\t++*pos;\n",
            "\t*pos += " + number + ";\n",
            "\tconsole_unlock();\n",
            "\tconsole_unlock();\n\t*(volatile int *)v = klp_fd();\n"));
    edit(
        "fs/proc/fd.h",
        Map.of(
            "#endif /*",
            "static inline int klp_fd(void)\n{\n\treturn " + number + ";\n}\n\n#endif /*"));
    Command diff = Command.of(scratch, "diff", "-r", "-U1", "a", "b");
    patch = scratch.resolve("consoles.patch");
    Disk.write(patch, new CommandRunner().run(diff).output());
  }

  private void edit(String path, Map<String, String> edits) {
    String text = Disk.text(kernel.source().resolve(path));
    Disk.write(scratch.resolve("a").resolve(path), text);
    for (Map.Entry<String, String> edit : edits.entrySet()) {
      assertTrue(text.contains(edit.getKey()), edit.getKey());
      text = text.replace(edit.getKey(), edit.getValue());
    }
    Disk.write(scratch.resolve("b").resolve(path), text);
  }

  private List<String> bisect(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("bisect", "--kernel", kernel.release(), "--root", kernel.root().toString()));
    arguments.addAll(List.of(more));
    arguments.add(patch.toString());
    return arguments;
  }

  @Test
  @Order(1)
  void aRunThatWasKilledGoesOnWhereItWas() throws Exception {
    KlpforgeProcess killed =
        KlpforgeProcess.start(StockKernel.cache().root(), scratch, bisect("--format", "json"));
    killed.awaitUntil("a round", () -> killed.hasSaid(" done, about "));
    killed.signal("KILL");
    Klpforge first = killed.finish();
    assertEquals(128 + 9, first.status(), first::toString);
    Klpforge second = Klpforge.run(bisect("--format", "json")).exits(0);
    assertTrue(
        second.err().contains("- compile ") && compiled(second) < compiled(first),
        () -> first + "\n" + second);
    Map<List<Integer>, Set<String>> effects = effects(second);
    assertEquals(Set.of("show_console_dev"), effects.get(SHOW), second::toString);
    assertEquals(Set.of("c_next"), effects.get(NEXT), second::toString);
    assertEquals(Set.of("c_stop"), effects.get(STOP), second::toString);
    assertEquals(Set.of(), effects.get(List.of(0)), second::toString);
  }

  /** How many states it set out to compile. */
  private static int compiled(Klpforge run) {
    Matcher matcher = COMPILES.matcher(run.err());
    int states = 0;
    while (matcher.find()) {
      states += Integer.parseInt(matcher.group(1));
    }
    return states;
  }

  /** Of each set of parts, what it changes in the one object whose code changes. */
  @SuppressWarnings("unchecked")
  private static Map<List<Integer>, Set<String>> effects(Klpforge run) throws IOException {
    List<Map<String, Object>> effects =
        (List<Map<String, Object>>) JsonTree.parse(run.out()).get("effects");
    return effects.stream()
        .filter(effect -> effect.get("object").equals("fs/proc/consoles.o"))
        .collect(Collectors.toMap(BisectKernelTest::parts, BisectKernelTest::names));
  }

  @SuppressWarnings("unchecked")
  private static List<Integer> parts(Map<String, Object> object) {
    return ((List<String>) object.get("parts")).stream().map(Integer::valueOf).toList();
  }

  @SuppressWarnings("unchecked")
  private static Set<String> names(Map<String, Object> effect) {
    return ((List<Map<String, Object>>) effect.get("touches"))
        .stream().map(touch -> (String) touch.get("name")).collect(Collectors.toSet());
  }

  @Test
  @Order(2)
  void eachHunkBuiltAloneChangesTheSameFunctions() {
    assertEquals(Set.of("show_console_dev"), built(Set.copyOf(SHOW)));
    assertEquals(Set.of("c_next"), built(Set.copyOf(NEXT)));
    assertEquals(Set.of("c_stop"), built(Set.of(0, 3, 4)));
  }

  private Set<String> built(Set<Integer> parts) {
    Path some = scratch.resolve("some.patch");
    Disk.write(some, PatchSeries.of(List.of(PatchFile.read(patch))).text(parts));
    Klpforge run = Klpforge.run(kernel.build("-o", scratch.resolve("out"), some)).exits(0);
    return run.out()
        .lines()
        .filter(line -> line.startsWith("changed function: "))
        .map(line -> line.substring("changed function: ".length()))
        .collect(Collectors.toSet());
  }

  @Test
  @Order(3)
  @SuppressWarnings("unchecked")
  void theSmallestSetIsWhatTheFunctionNeeds() throws IOException {
    Klpforge run = Klpforge.run(bisect("--function", "c_stop", "--format", "json")).exits(0);
    List<Map<String, Object>> smallest =
        (List<Map<String, Object>>) JsonTree.parse(run.out()).get("smallest");
    assertEquals(1, smallest.size(), run::toString);
    assertEquals(List.of(0, 3, 4), parts(smallest.get(0)), run::toString);
    Klpforge.run(bisect("--function", "c_start")).exits(3).says("c_start: the series does not");
  }

  @Test
  @Order(4)
  void peopleAreToldWhichHunksGoTogether() {
    Klpforge run = Klpforge.run(bisect()).exits(0);
    List<String> lines = run.out().lines().toList();
    for (String line :
        List.of(
            "fs/proc/consoles.c  (3 functions)",
            "  hunk 1 (line 4): no effect on code",
            "  hunk 4 (line 19): together with fs/proc/fd.h hunk 1: changed c_stop",
            "  hunk 1 (line 26): compiles only together with fs/proc/consoles.c hunk 4",
            "      by fs/proc/consoles.c hunk 4, fs/proc/fd.h hunk 1, together")) {
      assertTrue(lines.contains(line), () -> line + "\n" + run);
    }
    assertEquals(0, compiled(run), run::toString);
  }
}
