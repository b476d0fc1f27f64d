package io.klpforge.driver.cli;

import io.klpforge.driver.patch.NamedPatch;
import io.klpforge.driver.patch.PatchPart;
import java.util.ArrayList;
import java.util.List;

/**
 * What to call the parts of a series.
 *
 * @param patches the series
 * @param parts its parts
 */
record PartNames(List<NamedPatch> patches, List<PatchPart> parts) {

  /** {@return such as {@code fs/a.c hunk 2}, with the patch's number where there are several} */
  String of(int number) {
    PatchPart part = parts.get(number);
    String patch = patches.size() > 1 ? "patch " + (part.patch() + 1) + " " : "";
    return patch + part.path() + " " + within(part);
  }

  /**
   * {@return the names of several}: {@code fs/a.c hunks 2-4, fs/a.h hunk 1}
   *
   * @param numbers ascending
   */
  String of(List<Integer> numbers) {
    List<String> names = new ArrayList<>();
    int begin = 0;
    for (int end = 1; end <= numbers.size(); end++) {
      if (end == numbers.size() || !isNext(numbers.get(end - 1), numbers.get(end))) {
        names.add(of(numbers.get(begin), numbers.get(end - 1)));
        begin = end;
      }
    }
    return String.join(", ", names);
  }

  private boolean isNext(int number, int next) {
    PatchPart one = parts.get(number);
    PatchPart other = parts.get(next);
    return next == number + 1
        && one.number() > 0
        && one.patch() == other.patch()
        && one.file() == other.file();
  }

  private String of(int first, int last) {
    return first == last
        ? of(first)
        : of(first).replaceFirst("hunk (\\d+)$", "hunks $1-" + parts.get(last).number());
  }

  /** {@return what it is within its file} */
  static String within(PatchPart part) {
    if (part.number() > 0) {
      return "hunk " + part.number();
    }
    return part.paths().size() > 1 ? "renamed from " + part.paths().get(0) : "made or deleted";
  }
}
