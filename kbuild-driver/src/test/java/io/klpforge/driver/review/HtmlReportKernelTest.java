package io.klpforge.driver.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports as a browser shows them; needs no kernel, but Chromium. */
@Tag("kernel")
class HtmlReportKernelTest {
  private static final String EVIL = "</td></code><script>document.title='owned'</script>";

  @TempDir private Path directory;

  @BeforeEach
  void needsChromium() {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/chromium")), "chromium is not installed");
  }

  private Browser.Visit open(String page) throws IOException, InterruptedException {
    return new Browser(directory).open(page);
  }

  @Test
  void opensWithoutAWordOfTheBrowser() throws IOException, InterruptedException {
    Browser.Visit visit = open(HtmlReport.of(SampleReview.refused(EVIL)));
    assertEquals(List.of(), visit.console());
    assertFalse(visit.dom().contains("<script"), "no script came into being");
    assertTrue(visit.dom().contains("changed-data") && visit.dom().endsWith("</html>\n"));
  }

  /** Else the test above would show nothing. */
  @Test
  void theBrowserTellsOfWhatThePolicyForbids() throws IOException, InterruptedException {
    String page = HtmlReport.of(SampleReview.unchanged());
    assertEquals(1, open(page.replace("<main>", "<main><img src=\"x.png\">")).console().size());
    Browser.Visit script = open(page.replace("<main>", "<main><script>document.title=1</script>"));
    assertEquals(1, script.console().size());
    assertTrue(script.dom().contains(": unchanged</title>"), "and the script did not run");
  }

  @Test
  void fiveHundredFunctionsOpenAtOnce() throws IOException, InterruptedException {
    String page = HtmlReport.of(SampleReview.of(500, 300, "x"));
    int milliseconds = measured(page, 1280, "Math.round(view.performance.now())");
    assertTrue(milliseconds < 10_000, milliseconds + " ms");
  }

  @Test
  void nothingIsBeyondTheEdgeOfAPhone() throws IOException, InterruptedException {
    String page = HtmlReport.of(SampleReview.refused("_a_rather_long_name_of_a_kernel_function"));
    String open = page.replace("<details>", "<details open=\"\">");
    String root = "view.document.documentElement";
    assertEquals(0, measured(open, 360, root + ".scrollWidth - " + root + ".clientWidth"));
  }

  /** What a script measures in a frame of that width; the page's policy forbids it in the page. */
  private int measured(String page, int width, String expression)
      throws IOException, InterruptedException {
    String size = "border: 0; height: 900px; width: " + width + "px";
    Html frame = new Html().open("html").open("body");
    frame.open("iframe", "id", "frame", "style", size, "srcdoc", page).close();
    frame.element("output", "", "id", "result").close().close();
    String script =
        "<script>onload = () => { const view = document.getElementById('frame').contentWindow;"
            + " document.getElementById('result').textContent = 'measured ' + ("
            + expression
            + "); }</script></body>";
    String dom = open(frame.page().replace("</body>", script)).dom();
    Matcher result = Pattern.compile("measured (\\d+)<").matcher(dom);
    assertTrue(result.find(), "the script ran");
    return Integer.parseInt(result.group(1));
  }
}
