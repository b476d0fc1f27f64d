package io.klpforge.driver.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private static final Pattern TAG = Pattern.compile("<(/?)([a-zA-Z0-9]+)([^>]*)>");
  private static final String EVIL = "</code><script>alert(1)</script><img src=x onerror=alert(2)>";
  private static final int MEGABYTE = 1_000_000;

  private static int size(String page) {
    return page.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String styleOf(String page) {
    return page.substring(page.indexOf("<style>") + 7, page.indexOf("</style>"));
  }

  @Test
  void nothingOfAPatchBecomesMarkup() {
    String plain = HtmlReport.of(SampleReview.refused("x"));
    String evil = HtmlReport.of(SampleReview.refused(EVIL));
    assertTrue(evil.contains("&lt;script&gt;alert(1)"), "the text is there");
    assertEquals(tags(plain), tags(evil), "and the elements are the same");
  }

  private static List<String> tags(String page) {
    return TAG.matcher(page)
        .results()
        .map(tag -> tag.group().replaceAll("=\"[^\"]*\"", ""))
        .toList();
  }

  @Test
  void everyElementIsClosed() {
    Set<String> without = Set.of("meta", "col");
    Deque<String> open = new ArrayDeque<>();
    String page = HtmlReport.of(SampleReview.of(3, 60, "x"));
    TAG.matcher(page)
        .results()
        .filter(tag -> !without.contains(tag.group(2)))
        .forEach(
            tag -> {
              if (tag.group(1).isEmpty()) {
                open.push(tag.group(2));
              } else {
                assertEquals(open.pop(), tag.group(2));
              }
            });
    assertTrue(open.isEmpty());
  }

  @Test
  void tellsWhichStructuresLieOtherwise() {
    String page = HtmlReport.of(SampleReview.of(1, 9, "x"));
    assertTrue(page.contains("8 bytes, was 4; declared at fs/proc/cmdline.c:3"), page);
    assertTrue(page.contains("1 in the kernel know it and are not replaced"), page);
    assertTrue(page.contains(">outsiderx<"), page);
    assertFalse(HtmlReport.of(SampleReview.unchanged()).contains("structures"));
  }

  @Test
  void usesNothingButItself() {
    String page = HtmlReport.of(SampleReview.of(3, 60, "x"));
    Set<String> attributes =
        TAG.matcher(page)
            .results()
            .flatMap(tag -> Pattern.compile("([a-z-]+)=\"").matcher(tag.group(3)).results())
            .map(attribute -> attribute.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    attributes.retainAll(Set.of("src", "style", "onclick", "onerror", "srcset", "action", "data"));
    assertEquals(Set.of(), attributes);
    assertFalse(styleOf(page).contains("url(") || styleOf(page).contains("@import"));
    assertTrue(Pattern.compile("href=\"(?!#f\\d+\")").matcher(page).results().findAny().isEmpty());
  }

  @Test
  void itsPolicyAllowsItsOwnStyleOnly() throws NoSuchAlgorithmException {
    String page = HtmlReport.of(SampleReview.unchanged());
    byte[] style = styleOf(page).getBytes(StandardCharsets.UTF_8);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(style);
    String hash = "&#39;sha256-" + Base64.getEncoder().encodeToString(digest) + "&#39;";
    assertTrue(page.contains("default-src &#39;none&#39;; style-src " + hash + ";"), hash);
  }

  @Test
  void saysWhatCameOfIt() {
    assertTrue(HtmlReport.of(SampleReview.unchanged()).contains(">unchanged</p>"));
    assertTrue(HtmlReport.of(SampleReview.of(1, 9, "x")).contains(">changed</p>"));
    String refused = HtmlReport.of(SampleReview.refused("x"));
    assertTrue(refused.contains(">refused</p>"));
    assertTrue(refused.contains("<code>changed-data</code>"));
    assertTrue(refused.contains("see " + SampleReview.SOURCE + ":40"), "the patch's line");
  }

  @Test
  void everyFunctionLeadsToItsCode() {
    String page = HtmlReport.of(SampleReview.of(3, 60, "x"));
    for (int i = 0; i < 3; i++) {
      assertEquals(2, page.split("[\"#]f" + i + "\"", -1).length - 1, "link and place of f" + i);
    }
    assertTrue(page.contains("- ") && page.contains("<td>lea rax, &lt;&quot;x&quot;&gt;</td>"));
  }

  @Test
  void aTypicalFixIsSmall() {
    int size = size(HtmlReport.of(SampleReview.of(12, 400, "x")));
    assertTrue(size < 2 * MEGABYTE, size + " bytes");
  }

  @Test
  void fiveHundredFunctionsAreAllThereAndThePageStaysUsable() {
    String page = HtmlReport.of(SampleReview.of(500, 300, "x"));
    assertTrue(page.contains("<code>f499x</code>"));
    assertTrue(page.contains("Left out, for this page is long"), "code has an end");
    assertTrue(size(page) < 8 * MEGABYTE, size(page) + " bytes");
  }
}
