package io.klpforge.driver.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processor time of this process and of the programs it ran and that have ended.
 *
 * <p>Source: {@code /proc/self/stat}, proc(5): utime, stime, cutime and cstime in units of 1/100 s.
 */
final class CpuClock {
  private static final Path STAT = Path.of("/proc/self/stat");
  private static final int FIRST_BEHIND_NAME = 3;
  private static final int UTIME = 14;
  private static final int CSTIME = 17;

  private CpuClock() {}

  /** {@return seconds so far; 0 where the system does not tell} */
  static double seconds() {
    try {
      String stat = Files.readString(STAT, StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = 0;
      for (int field = UTIME; field <= CSTIME; field++) {
        ticks += Long.parseLong(fields[field - FIRST_BEHIND_NAME]);
      }
      return ticks / 100.0;
    } catch (IOException e) {
      return 0;
    }
  }
}
