package io.klpforge.driver.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The program in a process of its own, with a cache of its own. */
final class KlpforgeProcess {
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
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path")));
    command.add("io.klpforge.driver.cli.Main");
    command.addAll(arguments);
    Path out = Files.createTempFile(scratch, "stdout", "");
    Path err = Files.createTempFile(scratch, "stderr", "");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("KLPFORGE_CACHE", cache.toString());
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

  /** {@return those of them that are compilers proper} */
  List<ProcessHandle> compilers() {
    return process.descendants().filter(KlpforgeProcess::isCompiler).toList();
  }

  private static boolean isCompiler(ProcessHandle child) {
    return child.info().command().filter(command -> command.endsWith("/cc1")).isPresent();
  }

  /** Sends a signal, such as {@code KILL}. */
  void signal(String name) throws IOException, InterruptedException {
    signal(name, process.toHandle());
  }

  /** Sends a signal to a program. */
  static void signal(String name, ProcessHandle to) throws IOException, InterruptedException {
    List<String> command = List.of("kill", "-" + name, Long.toString(to.pid()));
    new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
