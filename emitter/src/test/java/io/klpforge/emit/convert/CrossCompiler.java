package io.klpforge.emit.convert;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The gcc that {@code fixtures/TOOLCHAIN} names for a machine, with the flags it gives there.
 *
 * @param machine such as {@code ppc64le}
 * @param folder for what is made
 */
record CrossCompiler(String machine, Path folder) {
  private static final Path ROOT = Path.of(System.getProperty("klpforge.root"));
  private static final Path SOURCES = ROOT.resolve("fixtures/convert/cross");
  private static final Path HEADERS =
      ROOT.resolve("kbuild-driver/src/main/resources/io/klpforge/driver/kbuild/headers");

  /** {@return the module linked of these sources; the caller is skipped where it cannot be made} */
  Path module(String... sources) throws IOException, InterruptedException {
    Path module = folder.resolve(machine + ".ko");
    List<String> link = new ArrayList<>(List.of(value("LINKER "), "-r", "-o", module.toString()));
    for (String source : sources) {
      Path object = folder.resolve(source + "." + machine + ".o");
      List<String> compile = new ArrayList<>(List.of(compiler()));
      compile.addAll(flags());
      compile.addAll(List.of("-I", HEADERS.toString(), "-c"));
      compile.addAll(List.of(SOURCES.resolve(source).toString(), "-o", object.toString()));
      said(compile);
      link.add(object.toString());
    }
    said(link);
    return module;
  }

  private String compiler() throws IOException {
    String compiler = value("COMPILER ");
    boolean here =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(path -> Files.isExecutable(Path.of(path, compiler)));
    assumeTrue(here, compiler + " is not on this machine");
    return compiler;
  }

  private List<String> flags() throws IOException {
    List<String> flags = new ArrayList<>();
    for (String kind : List.of("", " gcc", " " + machine, " " + machine + " gcc")) {
      lines("FLAGS" + kind).forEach(line -> flags.addAll(List.of(line.split(" ", -1))));
    }
    return flags;
  }

  private String value(String key) throws IOException {
    return lines(key + machine).get(0);
  }

  private static List<String> lines(String key) throws IOException {
    return Files.readAllLines(ROOT.resolve("fixtures/TOOLCHAIN")).stream()
        .filter(line -> line.startsWith(key + ": "))
        .map(line -> line.substring(key.length() + 2))
        .toList();
  }

  /** {@return what a program prints}; fails with it if the program does */
  static String said(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(String.join(" ", command) + " failed:\n" + said);
    }
    return said;
  }
}
