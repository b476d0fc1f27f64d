package io.klpforge.driver.review;

import io.klpforge.driver.report.JsonValue;
import io.klpforge.driver.report.Version;
import java.util.List;

/** Writes the essence: what came of it, of what, and for which kernel. */
final class SummarySection {
  private final Html html;
  private final Review review;

  SummarySection(Html html, Review review) {
    this.html = html;
    this.review = review;
  }

  void write() {
    html.open("section", "id", "summary").element("h2", "Summary").text("\n");
    html.element("p", review.verdict().sentence()).open("dl").text("\n");
    functions();
    JsonValue manifest = review.manifest();
    manifest
        .member("kernel")
        .ifPresent(
            kernel -> {
              fact("kernel", kernel.text("release"));
              fact("source", kernel.text("source"));
              fact("build id", kernel.text("buildId"));
            });
    for (JsonValue patch : manifest.elements("patches")) {
      fact("patch", patch.text("name"));
      fact("its sha256", patch.text("sha256"));
    }
    review.manifests().forEach(this::verification);
    fact("compiler", manifest.text("compiler"));
    fact("made by", Version.TEXT);
    html.close().end();
  }

  private void functions() {
    List<ReviewedFunction> all = review.functions();
    long fresh = all.stream().filter(ReviewedFunction::isNew).count();
    fact("functions", (all.size() - fresh) + " changed, " + fresh + " new");
  }

  private void verification(JsonValue manifest) {
    manifest
        .member("verification")
        .ifPresent(
            verification ->
                fact(
                    "verification",
                    verification.text("loads").equals("true")
                        ? "loads; " + verification.elements("steps").size() + " steps"
                        : "does not load"));
  }

  private void fact(String name, String value) {
    if (!value.isEmpty()) {
      html.element("dt", name).element("dd", value).text("\n");
    }
  }
}
