package io.klpforge.driver.kbuild;

import java.util.Locale;
import java.util.Optional;

/** Says how far a number of like things is, and when it will be over if they go on like this. */
final class RoundClock {
  private final int total;
  private final long begin = System.nanoTime();
  private int done;

  RoundClock(int total) {
    this.total = total;
  }

  /** {@return a line to show when that many more are done; empty when all are} */
  Optional<String> done(int more) {
    done += more;
    return line((System.nanoTime() - begin) / 1e9);
  }

  /** {@return the line after that many seconds} */
  Optional<String> line(double seconds) {
    if (done == 0 || done >= total) {
      return Optional.empty();
    }
    long left = Math.round(seconds / done * (total - done));
    return Optional.of(
        String.format(Locale.ROOT, "  %d of %d done, about %s left", done, total, span(left)));
  }

  private static String span(long seconds) {
    return seconds < 120 ? seconds + " s" : (seconds + 30) / 60 + " min";
  }
}
