package io.klpforge.driver.run;

import io.klpforge.driver.command.Command;
import io.klpforge.driver.command.CommandRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The program in a process of its own, with a cache of its own. */
final class KlpforgeProcess {
  private static final String CACHE = "KLPFORGE_CACHE";
  private static final int PATIENCE_SECONDS = 900;

  private final Process process;
  private final Path out;
  private final Path err;

  private KlpforgeProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts it.
   *
   * @param cache its {@code KLPFORGE_CACHE}
   * @param scratch for its output, which must not fill any pipe
   */
  static KlpforgeProcess start(Path cache, Path scratch, List<String> arguments)
      throws IOException {
    return start(scratch, command(List.of(), arguments), Map.of(CACHE, cache.toString()));
  }

  /** Starts it for someone else, of another country, with other habits. */
  static KlpforgeProcess startAsStranger(Path cache, Path scratch, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "umask 077; exec \"$@\"", "sh"));
    command.addAll(command(List.of("-Duser.language=ar", "-Duser.country=EG"), arguments));
    Map<String, String> environment = new TreeMap<>();
    environment.put(CACHE, cache.toString());
    environment.put("USER", "stranger");
    environment.put("LOGNAME", "stranger");
    environment.put("HOME", scratch.toString());
    environment.put("TZ", "Pacific/Kiritimati");
    environment.put("LANG", "tr_TR.UTF-8");
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("SOURCE_DATE_EPOCH", "1");
    environment.put("KBUILD_BUILD_HOST", "elsewhere");
    return start(scratch, command, environment);
  }

  private static List<String> command(List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path")));
    command.add("io.klpforge.driver.cli.Main");
    command.addAll(arguments);
    return command;
  }

  private static KlpforgeProcess start(
      Path scratch, List<String> command, Map<String, String> environment) throws IOException {
    Path out = Files.createTempFile(scratch, "stdout", "");
    Path err = Files.createTempFile(scratch, "stderr", "");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    return new KlpforgeProcess(builder.start(), out, err);
  }

  /** {@return how it ended, once it has} */
  Klpforge finish() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("does not end\n" + text(err));
    }
    return new Klpforge(process.exitValue(), text(out), text(err));
  }

  /** Waits until a condition holds. */
  void awaitUntil(String what, BooleanSupplier condition) throws IOException, InterruptedException {
    for (int tries = 0; !condition.getAsBoolean(); tries++) {
      if (!process.isAlive() || tries > PATIENCE_SECONDS * 50) {
        throw new AssertionError("never came: " + what + "\n" + text(err));
      }
      Thread.sleep(20);
    }
  }

  /** {@return whether it has said this on stderr} */
  boolean hasSaid(String text) {
    try {
      return text(err).contains(text);
    } catch (IOException e) {
      return false;
    }
  }

  /** {@return the programs it has started that still run} */
  List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  /** {@return the compilers it has started that compile this file; Kbuild's probes are left out} */
  List<ProcessHandle> compilersOf(String source) {
    return process.descendants().filter(child -> compiles(child, source)).toList();
  }

  private static boolean compiles(ProcessHandle child, String source) {
    String line = child.info().commandLine().orElse("");
    return line.contains("/cc1 ") && line.contains(source);
  }

  /** Sends a signal, such as {@code KILL}. */
  void signal(String name) {
    signal(name, process.pid());
  }

  /** {@return whether a program was there to be stopped} */
  static boolean stop(ProcessHandle program) {
    return signal("STOP", program.pid());
  }

  private static boolean signal(String name, long pid) {
    Command kill = Command.of(Path.of("/"), "kill", "-" + name, Long.toString(pid));
    return new CommandRunner().run(kill).succeeded();
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
