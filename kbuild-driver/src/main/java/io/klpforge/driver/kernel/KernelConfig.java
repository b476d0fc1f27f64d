package io.klpforge.driver.kernel;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.report.Failure;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A kernel's {@code .config}, parsed as what it is: lines {@code CONFIG_NAME=value}. Nothing in it
 * is ever executed.
 *
 * @param values by name without {@code CONFIG_}, in file order; strings without their quotes;
 *     options that are not set are absent
 */
public record KernelConfig(Map<String, String> values) {
  private static final String PREFIX = "CONFIG_";

  /** Copies the map. */
  public KernelConfig {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Reads a configuration file. */
  public static KernelConfig read(Path file) {
    KernelConfig config = parse(Disk.text(file));
    if (config.values().isEmpty()) {
      throw new Failure(file + ": not a kernel configuration: no line begins with CONFIG_");
    }
    return config;
  }

  /** {@return the options set in the text of a configuration file} */
  public static KernelConfig parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    text.lines().filter(line -> line.startsWith(PREFIX)).forEach(line -> put(values, line));
    return new KernelConfig(values);
  }

  private static void put(Map<String, String> values, String line) {
    int equals = line.indexOf('=');
    if (equals > 0) {
      String name = line.substring(PREFIX.length(), equals);
      values.put(name, unquoted(line.substring(equals + 1).strip()));
    }
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
  }

  /** {@return whether the option is {@code y} or {@code m}} */
  public boolean isSet(String name) {
    String value = values.getOrDefault(name, "n");
    return value.equals("y") || value.equals("m");
  }

  /** {@return the option's value; empty if it is not set} */
  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** {@return the first line the kernel's compiler prints for {@code --version}; may be empty} */
  public String compilerVersion() {
    return value("CC_VERSION_TEXT").orElse("");
  }

  /** {@return the names of the options whose values differ, sorted} */
  public SortedSet<String> differences(KernelConfig other) {
    SortedSet<String> names = new TreeSet<>(values.keySet());
    names.addAll(other.values.keySet());
    names.removeIf(name -> value(name).equals(other.value(name)));
    return names;
  }
}
