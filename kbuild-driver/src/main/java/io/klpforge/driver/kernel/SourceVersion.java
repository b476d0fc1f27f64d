package io.klpforge.driver.kernel;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.report.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version a source tree's top Makefile declares.
 *
 * @param text such as {@code 6.1.192}
 */
public record SourceVersion(String text) {
  private static final Pattern LINE =
      Pattern.compile("^(VERSION|PATCHLEVEL|SUBLEVEL|EXTRAVERSION) *=[ \\t]*(\\S*)$");

  /**
   * Reads a tree's version.
   *
   * @throws Failure if it is no kernel source
   */
  public static SourceVersion of(Path tree) {
    Path makefile = tree.resolve("Makefile");
    if (!Files.isRegularFile(makefile) || !Files.isRegularFile(tree.resolve("Kbuild"))) {
      throw new Failure(tree + ": not a kernel source tree: it has no Makefile and Kbuild");
    }
    Map<String, String> numbers = new HashMap<>();
    Disk.lines(makefile).stream().limit(20).forEach(line -> read(line, numbers));
    if (!numbers.containsKey("VERSION") || !numbers.containsKey("PATCHLEVEL")) {
      throw new Failure(makefile + ": not a kernel's: it declares no VERSION and PATCHLEVEL");
    }
    String sublevel = numbers.getOrDefault("SUBLEVEL", "");
    return new SourceVersion(
        numbers.get("VERSION")
            + "."
            + numbers.get("PATCHLEVEL")
            + (sublevel.isEmpty() ? "" : "." + sublevel)
            + numbers.getOrDefault("EXTRAVERSION", ""));
  }

  private static void read(String line, Map<String, String> numbers) {
    Matcher matcher = LINE.matcher(line);
    if (matcher.matches()) {
      numbers.put(matcher.group(1), matcher.group(2));
    }
  }

  /**
   * Compares the source with what the kernel says it was built from: Debian's upstream version if
   * the banner has one, else the beginning of the release.
   *
   * @param tree what to call the source in the message
   * @throws Failure if they differ
   */
  public void require(KernelBanner banner, Path tree) {
    String built = banner.debianUpstream().orElse("");
    boolean same = built.isEmpty() ? begins(banner.release()) : built.equals(text);
    if (!same) {
      throw new Failure(
          tree
              + ": the source of another kernel\n    it is "
              + text
              + ", the kernel was built from "
              + (built.isEmpty() ? banner.release() : built)
              + "\n    install the linux-source package of the kernel's own version");
    }
  }

  private boolean begins(String release) {
    return release.startsWith(text)
        && (release.length() == text.length() || !Character.isDigit(release.charAt(text.length())));
  }
}
