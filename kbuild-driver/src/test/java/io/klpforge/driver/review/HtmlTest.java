package io.klpforge.driver.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTest {
  private static String written(String text) {
    String page = new Html().text(text).page();
    return page.substring(page.indexOf('\n') + 1);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "<script>,&lt;script&gt;",
        "a && b,a &amp;&amp; b",
        "&lt;,&amp;lt;",
        "\"quoted\" 'so',&quot;quoted&quot; &#39;so&#39;",
        "naïve µs,naïve µs"
      })
  void textStaysText(String text, String expected) {
    assertEquals(expected, written(text));
  }

  @Test
  void showsWhatWouldHideOrReorderText() {
    assertEquals("a\\u{202e}b\\u{2066}", written("a\u202eb\u2066"));
    assertEquals("\\u{0}\\u{1b}[31m\\u{200b}", written("\0\u001b[31m\u200b"));
    assertEquals("\\u{d800}x", written("\ud800x"));
    assertEquals("two\n\tlines", written("two\n\tlines"));
  }

  @Test
  void attributesCannotEndTheirQuotes() {
    String page = new Html().element("a", "x", "href", "\" onclick=\"go()").page();
    assertEquals("<a href=\"&quot; onclick=&quot;go()\">x</a>", page.lines().toList().get(1));
  }

  @Test
  void namesAreNames() {
    assertThrows(IllegalArgumentException.class, () -> new Html().open("a b"));
    assertThrows(IllegalArgumentException.class, () -> new Html().open("a", "on click", ""));
    assertThrows(IllegalArgumentException.class, () -> new Html().style("a{}</style><b>"));
  }

  @Test
  void openElementsAreADefect() {
    assertThrows(IllegalStateException.class, () -> new Html().open("p").page());
  }
}
