package io.klpforge.driver.review;

import io.klpforge.diff.explain.Cause;
import io.klpforge.diff.explain.Explanation;
import io.klpforge.diff.explain.Inlining;
import io.klpforge.diff.listing.CodeLine;
import io.klpforge.diff.listing.Row;
import io.klpforge.diff.listing.SourceText;
import io.klpforge.diff.source.LineRange;
import io.klpforge.diff.source.SourceEdit;
import io.klpforge.driver.report.Json;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Explanations for programs to read. */
public final class ExplanationJson {
  private ExplanationJson() {}

  /** Writes the members of the object that stands for an explanation. */
  public static void write(Json json, Explanation explanation) throws IOException {
    json.text("function", explanation.function());
    json.text("patchedName", explanation.patchedName());
    json.text("declared", explanation.declared());
    json.objects("causes", explanation.causes(), ExplanationJson::cause);
    json.text("difference", explanation.difference());
    json.number("differing", explanation.differing());
    json.objects("rows", explanation.rows(), ExplanationJson::row);
    json.text("note", explanation.note());
  }

  private static void cause(Json json, Cause cause) throws IOException {
    json.text("kind", cause.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    json.text("text", cause.text());
    json.objects("edits", cause.edits(), ExplanationJson::edit);
    json.objects("chain", cause.chain(), ExplanationJson::inlining);
  }

  private static void edit(Json json, SourceEdit edit) throws IOException {
    json.text("file", edit.file());
    range(json, "before", edit.before());
    range(json, "after", edit.after());
  }

  /** Of no lines the last is the one before the first. */
  private static void range(Json json, String name, LineRange lines) throws IOException {
    json.number(name + "First", lines.first());
    json.number(name + "Last", lines.last());
  }

  private static void inlining(Json json, Inlining inlining) throws IOException {
    json.text("callee", inlining.callee());
    json.text("calledFrom", inlining.calledFrom());
    json.text("declared", inlining.declared());
  }

  private static void row(Json json, Row row) throws IOException {
    json.flag("same", row.same());
    json.objects("left", list(row.left()), ExplanationJson::line);
    json.objects("right", list(row.right()), ExplanationJson::line);
  }

  private static <T> List<T> list(Optional<T> one) {
    return one.stream().toList();
  }

  private static void line(Json json, CodeLine line) throws IOException {
    json.number("offset", line.offset());
    json.number("size", line.size());
    json.text("text", line.text());
    if (line.source().isPresent()) {
      SourceText source = line.source().get();
      json.text("file", source.file());
      json.number("line", source.line());
      json.text("source", source.text());
    }
  }
}
