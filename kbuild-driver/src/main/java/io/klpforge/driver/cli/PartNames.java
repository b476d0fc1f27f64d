package io.klpforge.driver.cli;

import io.klpforge.driver.patch.NamedPatch;
import io.klpforge.driver.patch.PatchPart;
import java.util.List;
import java.util.stream.Collectors;

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

  /** {@return the names of several, with commas} */
  String of(List<Integer> numbers) {
    return numbers.stream().map(this::of).collect(Collectors.joining(", "));
  }

  /** {@return what it is within its file} */
  static String within(PatchPart part) {
    if (part.number() > 0) {
      return "hunk " + part.number();
    }
    return part.paths().size() > 1 ? "renamed from " + part.paths().get(0) : "made or deleted";
  }
}
