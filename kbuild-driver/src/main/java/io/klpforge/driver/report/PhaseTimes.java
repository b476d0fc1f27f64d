package io.klpforge.driver.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * How long phases took in earlier runs, so that a running one can be told when it will end.
 *
 * <p>A comfort and no more: a file that cannot be read or written means that nothing is known. Its
 * lines are {@code SECONDS...<tab>PHASE}, the phase last seen at the end.
 */
public final class PhaseTimes {
  private static final int KEPT_TIMES = 5;
  private static final int KEPT_PHASES = 200;

  /** Seconds; below, nobody waits for the end. */
  private static final double WORTH_KEEPING = 1;

  /** Where the longest time is more than this many times the shortest, nothing is foretold. */
  private static final double SPREAD = 3;

  private final Path file;
  private final Map<String, List<Double>> earlier;
  private final Map<String, Double> now = new LinkedHashMap<>();

  private PhaseTimes(Path file) {
    this.file = file;
    this.earlier = read(file);
  }

  /**
   * {@return what earlier runs left in this file}; nothing is known if it is not there
   *
   * @param file is only written where its directory is already
   */
  public static PhaseTimes of(Path file) {
    return new PhaseTimes(file);
  }

  /** {@return seconds, the median of the last runs; empty if unknown or too different} */
  OptionalDouble usual(String what) {
    List<Double> times = new ArrayList<>(earlier.getOrDefault(phase(what), List.of()));
    if (times.isEmpty() || Collections.max(times) > SPREAD * Collections.min(times)) {
      return OptionalDouble.empty();
    }
    Collections.sort(times);
    return OptionalDouble.of(times.get(times.size() / 2));
  }

  /** Notes how long a phase took; {@link #keep} makes it last. */
  void took(String what, double seconds) {
    if (seconds >= WORTH_KEEPING) {
      now.put(phase(what), seconds);
    }
  }

  /** Writes down the phases of this run, beside what others wrote meanwhile. */
  public void keep() {
    if (now.isEmpty() || !Files.isDirectory(file.toAbsolutePath().getParent())) {
      return;
    }
    Map<String, List<Double>> all = read(file);
    now.forEach((phase, seconds) -> add(all, phase, seconds));
    List<String> lines = all.entrySet().stream().map(PhaseTimes::line).toList();
    write(lines.subList(Math.max(0, lines.size() - KEPT_PHASES), lines.size()));
    now.clear();
  }

  /** Files differ from run to run, their number does not: {@code link fix.ko} is {@code link *}. */
  private static String phase(String what) {
    return what.replaceAll("\\S*/\\S*|\\S+\\.k?o\\b", "*").replaceAll("\\s", " ");
  }

  private static void add(Map<String, List<Double>> all, String phase, double seconds) {
    List<Double> before = all.containsKey(phase) ? all.remove(phase) : List.of();
    List<Double> times = Stream.concat(before.stream(), Stream.of(seconds)).toList();
    all.put(phase, times.subList(Math.max(0, times.size() - KEPT_TIMES), times.size()));
  }

  private static String line(Map.Entry<String, List<Double>> entry) {
    List<String> times =
        entry.getValue().stream().map(time -> String.format(Locale.ROOT, "%.1f", time)).toList();
    return String.join(" ", times) + "\t" + entry.getKey();
  }

  private void write(List<String> lines) {
    Path fresh = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
    try {
      Files.write(fresh, lines);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      discard(fresh);
    }
  }

  private static void discard(Path fresh) {
    try {
      Files.deleteIfExists(fresh);
    } catch (IOException e) {
      // Nor could it be written: the file system is full or read-only, which others will tell.
    }
  }

  private static Map<String, List<Double>> read(Path file) {
    Map<String, List<Double>> all = new LinkedHashMap<>();
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      lines.filter(line -> line.matches("[0-9.]+( [0-9.]+)*\t.+")).forEach(line -> add(all, line));
      return all;
    } catch (IOException | RuntimeException e) {
      return new LinkedHashMap<>();
    }
  }

  private static void add(Map<String, List<Double>> all, String line) {
    int tab = line.indexOf('\t');
    List<Double> times =
        Stream.of(line.substring(0, tab).split(" ", -1)).map(Double::valueOf).toList();
    all.put(line.substring(tab + 1), times);
  }
}
