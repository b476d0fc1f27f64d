package io.klpforge.driver.review;

import io.klpforge.driver.cache.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** How our pages look, and the head of each: it forbids the network and scripts. */
public final class StyleSheet {
  private StyleSheet() {}

  /** Opens a page and writes its head; {@code html} and {@code body} are open afterwards. */
  public static void begin(Html html, String title) {
    String sheet = sheet();
    html.open("html", "lang", "en").open("head").text("\n");
    html.empty("meta", "charset", "utf-8");
    html.empty("meta", "http-equiv", "Content-Security-Policy", "content", policy(sheet));
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "color-scheme", "content", "light dark");
    html.element("title", title);
    html.style(sheet).end();
    html.open("body").text("\n");
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
    try (InputStream in = StyleSheet.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
