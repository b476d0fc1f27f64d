package io.klpforge.driver.cli;

import io.klpforge.driver.bisect.Minimum;
import io.klpforge.driver.patch.PatchPart;
import io.klpforge.driver.run.BisectRun.Smallest;
import java.util.ArrayList;
import java.util.List;

/** The smallest choices of hunks, for people. */
final class SmallestText {
  private SmallestText() {}

  static List<String> lines(Smallest smallest) {
    PartNames names = new PartNames(smallest.patches(), smallest.parts());
    List<String> lines = new ArrayList<>();
    for (Minimum minimum : smallest.minima()) {
      lines.add(
          minimum.name()
              + " ("
              + minimum.object()
              + ") changes by "
              + minimum.parts().size()
              + " of "
              + minimum.candidates()
              + " hunks:");
      for (int number : minimum.parts()) {
        PatchPart part = smallest.parts().get(number);
        String heading = part.heading().isEmpty() ? "" : "  " + part.heading();
        lines.add("  " + names.of(number) + ", line " + part.patchLine() + heading);
      }
      lines.add("  none of them can be left out; choices tried: " + minimum.tried());
    }
    return lines;
  }
}
