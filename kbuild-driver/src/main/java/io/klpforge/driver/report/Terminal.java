package io.klpforge.driver.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/** Finds out whether a standard stream is a terminal, and what it can do. */
public final class Terminal {
  private static final int USUAL_COLUMNS = 80;
  private static final List<String> DEVICES = List.of("/dev/pts/", "/dev/tty", "/dev/console");

  private Terminal() {}

  /**
   * {@return the terminal that a file descriptor of this process is, empty if it is none}
   *
   * <p>Source: {@code /proc/self/fd}, proc(5).
   */
  public static Optional<Path> device(int descriptor) {
    try {
      Path file = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
      return Optional.of(file).filter(Terminal::isTerminal);
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  private static boolean isTerminal(Path file) {
    return DEVICES.stream().anyMatch(file.toString()::startsWith);
  }

  /**
   * {@return what a terminal can do}
   *
   * <p>Source: no-color.org for {@code NO_COLOR}; locale(7) for the order of the locale's
   * variables.
   *
   * @param environment {@code TERM}, {@code NO_COLOR}, {@code COLUMNS}, {@code LC_ALL}, {@code
   *     LC_CTYPE} and {@code LANG} are looked at
   * @param measured its columns; 0 where that is not known
   */
  public static Display display(Map<String, String> environment, IntSupplier measured) {
    String kind = environment.getOrDefault("TERM", "");
    if (kind.isEmpty() || kind.equals("dumb")) {
      return Display.PLAIN;
    }
    boolean colours = environment.getOrDefault("NO_COLOR", "").isEmpty();
    int assumed = columns(environment.getOrDefault("COLUMNS", ""));
    return new Display(true, colours, isUtf8(environment), () -> either(measured, assumed));
  }

  private static int either(IntSupplier measured, int assumed) {
    int columns = measured.getAsInt();
    return columns > 0 ? columns : assumed;
  }

  private static int columns(String text) {
    return text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : USUAL_COLUMNS;
  }

  private static boolean isUtf8(Map<String, String> environment) {
    for (String name : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
      String locale = environment.getOrDefault(name, "");
      if (!locale.isEmpty()) {
        String upper = locale.toUpperCase(Locale.ROOT);
        return upper.contains("UTF-8") || upper.contains("UTF8");
      }
    }
    return false;
  }
}
