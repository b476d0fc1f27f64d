package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import io.klpforge.diff.select.Carried;
import io.klpforge.driver.report.JsonReader;
import io.klpforge.driver.report.JsonValue;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManifestDraftTest {
  private static final String OBJECT = "fs/proc/cmdline.o";
  private static final Finding AT_FUNCTION = finding(OBJECT + ": cmdline_proc_show+0x4");
  private static final Finding ELSEWHERE = finding(OBJECT);

  private static Finding finding(String where) {
    return new Finding("baseline-mismatch", Severity.WARNING, where, "differs", "rebuild it");
  }

  private static JsonValue.Members draft(boolean trusted, List<Finding> findings) {
    ObjectReport report =
        new ObjectReport(
            OBJECT,
            List.of("cmdline_proc_show"),
            List.of("fresh"),
            List.of("cmdline_proc_show+0x4: calls seq_puts"),
            List.of(),
            List.of(new Carried("fresh", "called by cmdline_proc_show, new")),
            findings,
            Optional.empty(),
            Optional.empty(),
            List.of());
    BuildOutcome outcome = new BuildOutcome(List.of(report), List.of(), findings);
    List<PatchList.Entry> patches = List.of(new PatchList.Entry("fix.patch", "00"));
    return JsonReader.read("draft", new ManifestDraft(patches, true, trusted, outcome).text());
  }

  private static List<String> overridden(JsonValue draft) {
    return draft.member("baseline").orElseThrow().elements("overridden").stream()
        .map(one -> one.text("where"))
        .toList();
  }

  @Test
  void saysWhatTrustOverrode() {
    JsonValue.Members draft = draft(true, List.of(AT_FUNCTION, ELSEWHERE));
    assertEquals("true", draft.member("baseline").orElseThrow().text("trusted"));
    assertEquals(List.of(AT_FUNCTION.where()), overridden(draft));
    assertEquals(2, draft.elements("findings").size());
  }

  @Test
  void withoutTrustNothingWasOverridden() {
    JsonValue.Members draft = draft(false, List.of(ELSEWHERE));
    assertEquals("false", draft.member("baseline").orElseThrow().text("trusted"));
    assertEquals(List.of(), overridden(draft));
  }

  @Test
  void givesEachChangedFunctionItsReason() {
    JsonValue object = draft(false, List.of()).elements("objects").get(0);
    JsonValue function = object.elements("changedFunctions").get(0);
    assertEquals("cmdline_proc_show", function.text("name"));
    assertEquals("cmdline_proc_show+0x4: calls seq_puts", function.text("reason"));
    assertEquals("fresh", object.elements("newFunctions").get(0).text());
    assertEquals("fresh", object.elements("carried").get(0).text("name"));
  }
}
