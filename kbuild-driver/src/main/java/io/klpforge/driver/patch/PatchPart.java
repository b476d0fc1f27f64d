package io.klpforge.driver.patch;

import java.util.List;

/**
 * One change that can be made, or left out, by itself: a hunk, or what a file's header alone says.
 *
 * @param patch which patch of the series, from 0
 * @param file which file of that patch, from 0
 * @param number of the hunk within the file, from 1; 0 for a renaming, or an empty file made or
 *     deleted
 * @param paths the file; of a renaming both names
 * @param patchLine the line of the patch file that its header is on, from 1; 0 for number 0
 * @param heading what stands behind the second {@code @@}: usually the function it is in, or the
 *     one before
 */
public record PatchPart(
    int patch, int file, int number, List<String> paths, int patchLine, String heading) {

  /** Copies the list. */
  public PatchPart {
    paths = List.copyOf(paths);
  }

  /** {@return the file's path, after a renaming the new one} */
  public String path() {
    return paths.get(paths.size() - 1);
  }
}
