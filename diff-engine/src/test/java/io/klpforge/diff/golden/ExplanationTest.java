package io.klpforge.diff.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.compare.LineNumbers;
import io.klpforge.diff.compare.ObjectComparator;
import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.explain.Cause;
import io.klpforge.diff.explain.Explainer;
import io.klpforge.diff.explain.Explanation;
import io.klpforge.diff.explain.ExplanationText;
import io.klpforge.diff.source.SourceVersions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Explanations of fixtures; {@code -Dgolden.update} writes what comes out. */
final class ExplanationTest {
  private static final Fixture EXPLAINED = new Fixture(Fixture.root().resolve("explained"));

  /** A fixture's two sources, compiled under one name. */
  private record Sources(Fixture fixture) implements SourceVersions.Texts {
    @Override
    public Optional<String> orig(String file) {
      return file.endsWith(fixture + ".c") ? fixture.text("orig.c") : Optional.empty();
    }

    @Override
    public Optional<String> patched(String file) {
      return file.endsWith(fixture + ".c") ? fixture.text("patched.c") : Optional.empty();
    }

    @Override
    public String shown(String file) {
      return file.replaceFirst("^\\./", "");
    }
  }

  private static List<Explanation> explain(Fixture fixture, SourceVersions sources) {
    Compiled compiled = Compiled.checkedIn(fixture);
    ObjectDiff diff =
        ObjectComparator.compare(compiled.orig(), compiled.patched(), LineNumbers.TOLERATED);
    return Explainer.explain(diff, sources);
  }

  private static void compare(String file, List<String> lines) {
    String text = String.join("\n", lines) + "\n";
    if (System.getProperty("golden.update") != null) {
      EXPLAINED.write(file, Optional.of(text));
    }
    assertEquals(EXPLAINED.text(file), Optional.of(text));
  }

  @Test
  void tellsWhatTheSourceSays() {
    List<String> lines = new ArrayList<>();
    for (Explanation one : explain(EXPLAINED, new SourceVersions(new Sources(EXPLAINED)))) {
      lines.add(one.function() + " of " + one.declared());
      one.causes().stream()
          .filter(cause -> cause.isInSource() || cause.kind() == Cause.Kind.DECLARATION)
          .forEach(cause -> lines.add("  " + cause.brief()));
    }
    compare("expected.causes", lines);
  }

  @Test
  @Tag("kernel")
  void showsTheInstructionsOfBothVersions() {
    List<String> lines = new ArrayList<>();
    for (Explanation one : explain(EXPLAINED, new SourceVersions(new Sources(EXPLAINED)))) {
      lines.add(one.function());
      lines.addAll(ExplanationText.lines(one));
    }
    compare("expected.explanation", lines);
  }

  @Test
  @Tag("kernel")
  void namesTheStructureWhoseMembersMoved() {
    Fixture fixture = new Fixture(Fixture.root().resolve("changed-layout"));
    List<String> causes =
        explain(fixture, new SourceVersions(new Sources(fixture))).stream()
            .filter(one -> one.function().equals("read_moved"))
            .flatMap(one -> one.causes().stream())
            .filter(cause -> cause.kind() == Cause.Kind.STRUCTURE)
            .map(Cause::text)
            .toList();
    assertEquals(1, causes.size());
    assertTrue(causes.get(0).startsWith("in struct "), causes.get(0));
    assertTrue(causes.get(0).contains("offset 0x"), causes.get(0));
  }

  @Test
  void saysThatTheSourceIsMissing() {
    List<Explanation> all = explain(EXPLAINED, SourceVersions.NONE);
    assertEquals(7, all.size());
    for (Explanation one : all) {
      Cause last = one.causes().get(one.causes().size() - 1);
      assertEquals(Cause.Kind.UNKNOWN, last.kind(), one.function());
      assertTrue(last.text().contains("both versions of"), last.text());
    }
  }

  @Test
  void saysThatDebugInformationIsMissing() {
    Fixture fixture = new Fixture(Fixture.root().resolve("bug-table"));
    for (Explanation one : explain(fixture, new SourceVersions(new Sources(fixture)))) {
      Cause last = one.causes().get(one.causes().size() - 1);
      assertEquals(Cause.Kind.UNKNOWN, last.kind(), one.function());
      assertTrue(last.text().contains("no debug information"), last.text());
    }
  }
}
