package io.klpforge.emit.verify;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.emit.inspect.EnabledPatch;
import io.klpforge.emit.inspect.LivepatchModule;
import io.klpforge.emit.inspect.SystemState;
import java.util.List;

/**
 * A livepatch that is in force when the module is loaded.
 *
 * @param name the module's name
 * @param livepatch what it patches
 * @param states what it changes for good, in its order
 */
public record LoadedLivepatch(String name, LivepatchModule livepatch, List<SystemState> states) {

  /** Copies the list. */
  public LoadedLivepatch {
    states = List.copyOf(states);
  }

  /** {@return the livepatch in {@code module}; named {@code fileName} if it names itself not} */
  public static LoadedLivepatch of(String fileName, ObjectFile module) {
    LivepatchModule livepatch = LivepatchModule.of(module);
    return new LoadedLivepatch(
        livepatch.modInfo().name().orElse(fileName),
        livepatch,
        EnabledPatch.of(module).map(patch -> patch.states(module)).orElse(List.of()));
  }
}
