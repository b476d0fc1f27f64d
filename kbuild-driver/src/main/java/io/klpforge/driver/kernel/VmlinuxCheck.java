package io.klpforge.driver.kernel;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.report.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether vmlinux, System.map and the release asked for are of one build. */
public final class VmlinuxCheck {
  /** Every so many lines of System.map one is looked up; a few hundred in all. */
  private static final int SAMPLE_STEP = 199;

  private VmlinuxCheck() {}

  /**
   * Checks them.
   *
   * @param vmlinux the parsed {@code kernel.vmlinux()}
   * @return what vmlinux says of itself
   * @throws Failure if vmlinux is of another release, or System.map of another build
   */
  public static KernelBanner require(TargetKernel kernel, ObjectFile vmlinux) {
    KernelBanner banner = banner(kernel, vmlinux);
    if (!banner.release().equals(kernel.release())) {
      throw new Failure(
          kernel.vmlinux()
              + ": a vmlinux of another kernel\n    it is "
              + banner.release()
              + ", asked for was "
              + kernel.release());
    }
    requireSystemMap(kernel.systemMap(), kernel.vmlinux(), vmlinux);
    return banner;
  }

  private static KernelBanner banner(TargetKernel kernel, ObjectFile vmlinux) {
    return KernelBanner.of(vmlinux)
        .orElseThrow(
            () ->
                new Failure(
                    kernel.vmlinux()
                        + ": no kernel with a symbol table: it has no linux_banner"
                        + "\n    the vmlinux of a -dbg or debuginfo package is needed"));
  }

  private static void requireSystemMap(Path systemMap, Path file, ObjectFile vmlinux) {
    Set<String> known = new HashSet<>();
    for (Symbol symbol : vmlinux.symbols()) {
      known.add(line(symbol.value(), symbol.name()));
    }
    for (String line : sample(systemMap)) {
      if (!known.contains(line)) {
        throw new Failure(
            systemMap
                + ": of another build than "
                + file
                + "\n    only the former has a symbol "
                + line.substring(17)
                + " at 0x"
                + line.substring(0, 16)
                + "\n    both must come from the packages of one kernel version");
      }
    }
  }

  private static List<String> sample(Path systemMap) {
    List<String> sample = new ArrayList<>();
    int number = 0;
    for (String line : Disk.lines(systemMap)) {
      String[] words = line.split(" ", -1);
      if (words.length != 3 || words[0].length() != 16) {
        throw new Failure(systemMap + ": line " + (number + 1) + " is not one of a System.map");
      }
      boolean landmark = words[2].equals("_text") || words[2].equals("linux_banner");
      if (landmark || number++ % SAMPLE_STEP == 0) {
        sample.add(words[0] + " " + words[2]);
      }
    }
    if (sample.isEmpty()) {
      throw new Failure(systemMap + ": empty");
    }
    return sample;
  }

  private static String line(long address, String name) {
    String digits = Long.toHexString(address);
    return "0".repeat(16 - digits.length()) + digits + " " + name;
  }
}
