package io.klpforge.driver.patch;

import io.klpforge.diff.source.LineMatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a change to a Makefile only lists objects.
 *
 * <p>Such a change has all its effect on which objects there are. Any other may change how the
 * directory's objects are compiled, which a livepatch cannot follow.
 */
public final class MakefileChange {
  private static final Pattern LISTING =
      Pattern.compile(
          "[A-Za-z0-9_-]+-(y|m|objs|\\$\\(CONFIG_[A-Z0-9_]+\\))\\s*[:+]?=\\s*"
              + "([A-Za-z0-9_./-]+\\.o\\s*)*\\\\?");

  private static final Pattern MORE = Pattern.compile("\\s+([A-Za-z0-9_./-]+\\.o\\s*)+\\\\?");

  private static final Pattern NOTHING = Pattern.compile("\\s*(#.*)?");

  private MakefileChange() {}

  /**
   * {@return the first changed line that does more than list objects; empty if none does}
   *
   * @param orig the Makefile before
   * @param patched the Makefile after
   */
  public static Optional<String> beyondListing(String orig, String patched) {
    List<String> before = orig.lines().toList();
    List<String> after = patched.lines().toList();
    List<String> changed = new ArrayList<>();
    int[] twin = LineMatch.of(before, after);
    for (int i = 0; i < twin.length; i++) {
      if (twin[i] < 0) {
        changed.add(after.get(i));
      }
    }
    for (int i = 0; i < before.size(); i++) {
      int index = i;
      if (Arrays.stream(twin).noneMatch(twinIndex -> twinIndex == index)) {
        changed.add(before.get(i));
      }
    }
    return changed.stream().filter(line -> !isListing(line)).map(String::strip).findFirst();
  }

  private static boolean isListing(String line) {
    return LISTING.matcher(line.strip()).matches()
        || MORE.matcher(line).matches()
        || NOTHING.matcher(line).matches();
  }
}
