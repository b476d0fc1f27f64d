package io.klpforge.driver.run;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.Command;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.kernel.Toolchain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Some objects of the small kernel, compiled from a copy of its source that may be edited.
 *
 * @param source the copy: links to the files of the original
 * @param build where objects are compiled
 * @param objects their paths in {@code build}; each has its C file at the same path of the source
 */
record ObjectBuilds(Path source, Path build, List<String> objects) {
  private static final CommandRunner RUNNER = new CommandRunner();
  private static final String SECTIONS = "-ffunction-sections -fdata-sections";

  /**
   * Prepares a build.
   *
   * @param count how many objects; taken at equal distances from the kernel's list
   */
  static ObjectBuilds of(SmallKernel kernel, Toolchain toolchain, Path directory, int count)
      throws IOException {
    Path source = Files.createDirectories(directory).resolve("source");
    RUNNER.check(Command.of(directory, "cp", "-as", kernel.source().toString(), source.toString()));
    Path build = directory.resolve("build");
    SmallKernel.configure(source, toolchain, SmallKernel.SMALL, Files.createDirectories(build));
    ObjectBuilds builds = new ObjectBuilds(source, build, objects(kernel, count));
    builds.make(toolchain, SECTIONS, List.of("prepare"));
    return builds;
  }

  private static List<String> objects(SmallKernel kernel, int count) {
    Predicate<String> hasSource =
        object -> Files.exists(kernel.source().resolve(object.replaceFirst("\\.o$", ".c")));
    List<String> all =
        Disk.lines(kernel.home().resolve("dependencies.list")).stream()
            .filter(line -> line.startsWith("object "))
            .map(line -> line.split(" ", -1)[1])
            .filter(object -> !object.contains("/vdso/") && !object.contains("/boot/"))
            .filter(hasSource)
            .sorted()
            .toList();
    List<String> chosen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      chosen.add(all.get((int) ((long) i * all.size() / count)));
    }
    return chosen;
  }

  /** Compiles the objects and puts them into {@code tree}. */
  void compile(Toolchain toolchain, String flags, Path tree) throws IOException {
    make(toolchain, (SECTIONS + " " + flags).strip(), objects);
    for (String object : objects) {
      Path file = tree.resolve(object);
      Files.createDirectories(file.getParent());
      Files.copy(build.resolve(object), file);
    }
  }

  /** Puts a comment line on top of the source of each object. */
  void addLines() throws IOException {
    for (String object : objects) {
      Path file = source.resolve(object.replaceFirst("\\.o$", ".c"));
      String text = Disk.latin1(file);
      Files.delete(file);
      Disk.write(file, ("/* one line more */\n" + text).getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private void make(Toolchain toolchain, String flags, List<String> targets) {
    List<String> words = new ArrayList<>(List.of("-j2", "O=" + build));
    words.addAll(toolchain.assignments());
    words.add("KCFLAGS=" + flags);
    words.addAll(targets);
    RUNNER.check(Command.of(source, "make").with(words));
  }
}
