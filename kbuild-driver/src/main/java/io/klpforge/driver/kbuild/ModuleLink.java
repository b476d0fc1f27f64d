package io.klpforge.driver.kbuild;

import io.klpforge.diff.check.Finding;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.Command;
import io.klpforge.driver.command.CommandResult;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.report.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Links a module by the kernel's own external-module build, in a workspace this run holds.
 *
 * <p>struct layouts, modpost's tables and symbol versions thereby are the target's own.
 *
 * @param runner runs make
 * @param workspace where; its tree may be patched or not
 */
public record ModuleLink(CommandRunner runner, Workspace workspace) {
  /** Source: scripts/mod/modpost.c (6.1), {@code check_exports}. */
  private static final Pattern UNDEFINED =
      Pattern.compile("^(?:ERROR|WARNING): modpost: \"([^\"]+)\" \\[[^\\]]*] undefined!$");

  /**
   * Links.
   *
   * @param name the module's name, without {@code .ko}
   * @param files the module's directory: {@code Kbuild}, C files, {@code NAME.o_shipped}
   * @param log make's output; what was there goes
   * @return the {@code .ko}, in the workspace: to be copied before the workspace is closed or the
   *     next link begins
   * @throws Failure if a symbol is defined nowhere, the link fails, or the module came out for
   *     another release
   */
  public Path link(String name, SortedMap<String, byte[]> files, Path log) {
    Path directory = workspace.module();
    Disk.delete(directory);
    Disk.delete(log);
    files.forEach((file, content) -> Disk.write(directory.resolve(file), content));
    shippedCommands(directory, files);
    workspace.pin().set();
    Command command = call(directory).loggedTo(log);
    CommandResult result = runner.run(command);
    requireSymbols(name, log);
    Path module = directory.resolve(name + ".ko");
    if (!result.succeeded() || !Files.exists(module)) {
      throw CommandRunner.failed(command, result);
    }
    requireRelease(module);
    return module;
  }

  /** {@return what objtool complained of when it saw the module}, for which it is not to be used */
  public static List<Finding> complaints(String name, Path log) {
    return ObjtoolWarnings.in(name + ".ko", log);
  }

  /** modpost reads the command of every object, and a shipped one has none. Source: 5.8's on. */
  private static void shippedCommands(Path directory, Map<String, byte[]> files) {
    for (String file : files.keySet()) {
      if (file.endsWith(".o_shipped")) {
        String object = file.substring(0, file.length() - "_shipped".length());
        Disk.write(ObjectFiles.command(directory, object), "");
      }
    }
  }

  private Command call(Path directory) {
    String where = directory.toAbsolutePath().toString();
    List<String> arguments = new ArrayList<>();
    arguments.add("M=" + where);
    arguments.add(
        "KCFLAGS=-ffile-prefix-map=" + where + "=. -ffile-prefix-map=" + workspace.tree() + "=.");
    arguments.add("CONFIG_DEBUG_INFO_BTF_MODULES=");
    arguments.add("CONFIG_MODULE_SIG_ALL=");
    arguments.add("KBUILD_MODPOST_WARN=");
    arguments.add("modules");
    return workspace.make(1).call(arguments);
  }

  private static void requireSymbols(String name, Path log) {
    TreeSet<String> undefined = new TreeSet<>();
    for (String line : Disk.lines(log)) {
      Matcher matcher = UNDEFINED.matcher(line);
      if (matcher.matches()) {
        undefined.add(matcher.group(1));
      }
    }
    if (!undefined.isEmpty()) {
      throw new Failure(
          name
              + ".ko: refers to what neither the patch nor the kernel defines\n    "
              + String.join("\n    ", undefined)
              + "\n    log: "
              + log);
    }
  }

  private void requireRelease(Path module) {
    String wanted = "vermagic=" + workspace.request().release() + " ";
    if (!Disk.latin1(module).contains(wanted)) {
      throw new Failure(
          module.getFileName()
              + ": made for another release than "
              + workspace.request().release()
              + "\n    the build did not keep the release it was given");
    }
  }
}
