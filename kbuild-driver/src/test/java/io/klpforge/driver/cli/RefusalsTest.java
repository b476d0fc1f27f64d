package io.klpforge.driver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.report.UsageError;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Recipes for what is refused. */
class RefusalsTest {
  private static final Path README = Path.of(System.getProperty("klpforge.root"), "README.md");

  @Test
  void everyRefusalOfTheReadmeHasARecipeAndOneWarning() throws IOException {
    String table = Files.readString(README);
    table =
        table.substring(
            table.indexOf("## What is refused"), table.indexOf("Not refused, but said"));
    Set<String> ids = new TreeSet<>();
    Matcher anchor = Pattern.compile("<a id=\"([a-z-]+)\">").matcher(table);
    while (anchor.find()) {
      ids.add(anchor.group(1));
    }
    assertTrue(ids.size() > 30, ids.toString());
    ids.add("unwatched-callee");
    assertEquals(ids, Refusals.read().ids());
    ids.forEach(id -> assertTrue(!Refusals.read().recipe(id).isEmpty(), id));
  }

  @Test
  void aRuleOfTheLoaderIsAnsweredToo() {
    assertTrue(Refusals.read().recipe("relocation-overflow").get(0).contains("module loader"));
  }

  @Test
  void anUnknownIdNamesTheKnownOnes() {
    UsageError error = assertThrows(UsageError.class, () -> Refusals.read().recipe("nonsense"));
    assertTrue(error.getMessage().contains("changed-data"), error.getMessage());
  }

  @Test
  void buildPrintsARecipeWithoutAPatch() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        Main.execute(
            new PrintWriter(out), new PrintWriter(err), "build", "--help-refusals", "changed-data");
    assertEquals(0, status, err.toString());
    assertTrue(out.toString().contains("KLP_PRE_PATCH_CALLBACK(fix_up);"), out.toString());
  }

  @Test
  void buildWithoutAPatchIsWrongUsage() {
    StringWriter err = new StringWriter();
    assertEquals(
        2, Main.execute(new PrintWriter(new StringWriter()), new PrintWriter(err), "build"));
    assertTrue(err.toString().contains("PATCH"), err.toString());
  }
}
