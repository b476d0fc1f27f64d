package io.klpforge.driver.review;

import io.klpforge.driver.cache.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A review as one page that needs nothing but itself: no network, no script. Its policy forbids
 * both, so that nothing that a patch brings could ever run.
 */
final class HtmlReport {
  private HtmlReport() {}

  static String of(Review review) {
    String sheet = sheet();
    Html html = new Html();
    html.open("html", "lang", "en").open("head").text("\n");
    html.empty("meta", "charset", "utf-8");
    html.empty("meta", "http-equiv", "Content-Security-Policy", "content", policy(sheet));
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "color-scheme", "content", "light dark");
    html.element("title", review.subject() + ": " + review.verdict().word());
    html.style(sheet).end();
    html.open("body").text("\n");
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
    new ManifestSections(html, review.manifest()).write();
    PhaseSection.write(html, review.phases());
    html.end();
  }

  /** Source: W3C, Content Security Policy Level 3: sources by hash. */
  private static String policy(String sheet) {
    byte[] digest = HexFormat.of().parseHex(Sha256.of(bytes(sheet)));
    String hash = Base64.getEncoder().encodeToString(digest);
    return "default-src 'none'; style-src 'sha256-"
        + hash
        + "'; base-uri 'none'; form-action 'none'";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String sheet() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
