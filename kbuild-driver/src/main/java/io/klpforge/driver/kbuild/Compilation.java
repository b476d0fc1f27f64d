package io.klpforge.driver.kbuild;

import io.klpforge.driver.command.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Has Kbuild make single targets in a workspace, as few calls as possible. */
record Compilation(KernelMake kernelMake, Workspace workspace, int jobs) {
  /**
   * Bytes of target names in one call. Kbuild exports the list to its sub-makes, and Linux takes no
   * environment variable beyond 128 KiB ({@code MAX_ARG_STRLEN}).
   */
  private static final int MOST_BYTES = 60_000;

  /** Compiles objects; their files are in the build directory afterwards. */
  void objects(String what, Collection<String> objects, Path log) {
    workspace.announce(objects);
    make(what, targets(objects), log);
  }

  /** Compiles what can be compiled; the files of the others are not there afterwards. */
  void tryObjects(Collection<String> objects, Path log) {
    workspace.announce(objects);
    for (List<String> batch : batches(targets(objects))) {
      kernelMake.tryRun(call(batch, "--keep-going"), log);
    }
  }

  /**
   * Preprocesses the sources of objects as far as that can be done: a few include what is only made
   * with the object.
   */
  void preprocess(String what, Collection<String> objects, Path log) {
    workspace.announce(objects);
    for (List<String> batch :
        batches(targets(objects).stream().map(ObjectFiles::preprocessed).toList())) {
      kernelMake.tryRun(call(batch, "--keep-going"), log);
    }
    kernelMake.console().detail(what + ": see " + log);
  }

  private List<String> targets(Collection<String> objects) {
    KernelObjects kernel = workspace.objects();
    return objects.stream().map(kernel::target).toList();
  }

  private void make(String what, List<String> targets, Path log) {
    for (List<String> batch : batches(targets)) {
      kernelMake.run(what, call(batch), log, targets.size());
    }
  }

  private Command call(List<String> targets, String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add(Sections.assignment());
    if (workspace.request().delaysObjtool()) {
      arguments.add("objtool=true");
    }
    arguments.addAll(targets);
    return workspace.make(jobs).call(arguments);
  }

  static List<List<String>> batches(List<String> targets) {
    List<List<String>> batches = new ArrayList<>();
    int bytes = MOST_BYTES;
    for (String target : targets) {
      if (bytes + target.length() >= MOST_BYTES) {
        batches.add(new ArrayList<>());
        bytes = 0;
      }
      batches.get(batches.size() - 1).add(target);
      bytes += target.length() + 1;
    }
    return batches;
  }
}
