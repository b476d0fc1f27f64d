package io.klpforge.driver.review;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import io.klpforge.diff.dwarf.SourceLine;
import io.klpforge.diff.explain.Cause;
import io.klpforge.diff.explain.Explanation;
import io.klpforge.diff.listing.CodeLine;
import io.klpforge.diff.listing.Row;
import io.klpforge.diff.listing.SourceText;
import io.klpforge.diff.select.Carried;
import io.klpforge.diff.source.LineRange;
import io.klpforge.diff.source.SourceEdit;
import io.klpforge.diff.type.ChangedLayout;
import io.klpforge.diff.type.Field;
import io.klpforge.diff.type.FieldChange;
import io.klpforge.diff.type.KernelUser;
import io.klpforge.diff.type.LayoutChange;
import io.klpforge.diff.type.OutsideUsers;
import io.klpforge.diff.type.TypeDefinition;
import io.klpforge.diff.type.TypeKind;
import io.klpforge.diff.type.TypeLayout;
import io.klpforge.diff.type.TypeUser;
import io.klpforge.driver.report.PhaseTime;
import io.klpforge.driver.run.ObjectReport;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Reviews made up of generated functions, all names and texts of which contain one text. */
final class SampleReview {
  static final String OBJECT = "fs/proc/cmdline.o";
  static final String SOURCE = "fs/proc/cmdline.c";

  private SampleReview() {}

  /**
   * A review of so many changed functions of so many instructions, every eighth of which differs.
   */
  static Review of(int functions, int instructions, String text) {
    return review(functions, instructions, text, List.of());
  }

  static Review refused(String text) {
    Finding finding =
        new Finding(
            "changed-data", Severity.ERROR, OBJECT + ": variable" + text, "grew" + text, "undo it");
    return review(1, 20, text, List.of(finding));
  }

  static Review unchanged() {
    ObjectReport report = object(List.of(), List.of(), List.of());
    return Review.of(report, List.of(), phases());
  }

  private static Review review(int functions, int instructions, String text, List<Finding> found) {
    List<String> names = IntStream.range(0, functions).mapToObj(i -> "f" + i + text).toList();
    List<Explanation> explanations =
        names.stream().map(name -> explanation(name, instructions, text)).toList();
    Review made = Review.of(object(names, explanations, found), List.of(layout(text)), phases());
    return new Review(
        made.verdict(),
        made.subject(),
        made.manifests(),
        made.objects(),
        made.findings(),
        made.layouts(),
        List.of(edit(40, 41)),
        made.phases());
  }

  /** A structure that grew by one member, which a function outside knows. */
  private static ChangedLayout layout(String text) {
    Field old = new Field("old" + text, 0, 32, "int");
    Field fresh = new Field("fresh" + text, 32, 32, "int");
    LayoutChange change =
        new LayoutChange(
            structure(text, 4, List.of(old)),
            structure(text, 8, List.of(old, fresh)),
            List.of(new FieldChange(FieldChange.Kind.ADDED, fresh, fresh)));
    TypeUser user =
        new TypeUser("struct shape" + text, TypeUser.Kind.FUNCTION, "outsider" + text, SOURCE);
    return new ChangedLayout(change, List.of(OBJECT), List.of(), Optional.empty(), false)
        .with(
            new OutsideUsers(
                List.of(), List.of(new KernelUser("vmlinux", user)), List.of(), false));
  }

  private static TypeDefinition structure(String text, long size, List<Field> fields) {
    return new TypeDefinition(
        new TypeLayout(TypeKind.STRUCT, "shape" + text, size, fields), new SourceLine(SOURCE, 3));
  }

  private static ObjectReport object(
      List<String> names, List<Explanation> explanations, List<Finding> findings) {
    return new ObjectReport(
        OBJECT,
        names,
        List.of(),
        names.stream().map(name -> name + "+0x4: other bytes").toList(),
        List.of(),
        names.stream().map(name -> new Carried(name, "changed")).toList(),
        findings,
        Optional.empty(),
        Optional.empty(),
        explanations);
  }

  private static List<PhaseTime> phases() {
    return List.of(
        new PhaseTime("compile", 10, 2000, 3000), new PhaseTime("compare", 2010, 100, 90));
  }

  static SourceEdit edit(int first, int last) {
    return new SourceEdit(SOURCE, new LineRange(first, first), new LineRange(first, last));
  }

  private static Explanation explanation(String name, int instructions, String text) {
    Cause cause =
        new Cause(Cause.Kind.OWN_LINES, SOURCE + ":12" + text, List.of(edit(12, 13)), List.of());
    return new Explanation(
        name,
        name,
        SOURCE + ":10",
        List.of(cause),
        "+0x4: mov became lea" + text,
        IntStream.range(0, instructions).mapToObj(i -> row(i, text)).toList(),
        "");
  }

  private static Row row(int index, String text) {
    boolean same = index % 8 != 0;
    CodeLine left = line(index, "mov rax, <\"" + text + "\">", text);
    CodeLine right = same ? left : line(index, "lea rax, <\"" + text + "\">", text);
    return new Row(Optional.of(left), Optional.of(right), same);
  }

  private static CodeLine line(int index, String instruction, String text) {
    SourceText source = new SourceText(SOURCE, 10 + index / 4, "puts(\"" + text + "\");");
    return new CodeLine(4 * index, 4, instruction, OptionalInt.empty(), Optional.of(source));
  }
}
