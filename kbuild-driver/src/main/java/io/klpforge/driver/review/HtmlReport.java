package io.klpforge.driver.review;

/**
 * A review as one page that needs nothing but itself: no network, no script. Its policy forbids
 * both, so that nothing that a patch brings could ever run.
 */
final class HtmlReport {
  private HtmlReport() {}

  static String of(Review review) {
    Html html = new Html();
    StyleSheet.begin(html, review.subject() + ": " + review.verdict().word());
    body(html, review);
    return html.close().close().text("\n").page();
  }

  private static void body(Html html, Review review) {
    html.open("header").element("h1", review.subject());
    html.element("p", review.verdict().word(), "class", "verdict " + review.verdict().word()).end();
    html.open("main").text("\n");
    new SummarySection(html, review).write();
    FindingSection.write(html, review);
    FunctionSection.write(html, review.functions());
    LayoutSection.write(html, review.layouts());
    new ManifestSections(html, review.manifests()).write();
    PhaseSection.write(html, review.phases());
    html.end();
  }
}
