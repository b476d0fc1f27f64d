package io.klpforge.driver.command;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.exec.ProcessDestroyer;

/** The programs now running; ended, with their children, when this process ends. */
final class RunningPrograms implements ProcessDestroyer {
  /** There is one set of running programs in a process. */
  static final RunningPrograms INSTANCE = new RunningPrograms();

  private final Set<Process> running = ConcurrentHashMap.newKeySet();

  private RunningPrograms() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end-running-programs"));
  }

  private void end() {
    for (Process process : running) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @Override
  public boolean add(Process process) {
    return running.add(process);
  }

  @Override
  public boolean remove(Process process) {
    return running.remove(process);
  }

  @Override
  public int size() {
    return running.size();
  }
}
