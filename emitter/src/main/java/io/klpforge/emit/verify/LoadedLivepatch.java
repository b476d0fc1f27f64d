package io.klpforge.emit.verify;

import io.klpforge.emit.inspect.LivepatchModule;

/**
 * A livepatch that is in force when the module is loaded.
 *
 * @param name the module's name
 * @param livepatch what it patches
 */
public record LoadedLivepatch(String name, LivepatchModule livepatch) {

  /** {@return the livepatch in {@code module}; named {@code fileName} if it names itself not} */
  public static LoadedLivepatch of(String fileName, LivepatchModule module) {
    return new LoadedLivepatch(module.modInfo().name().orElse(fileName), module);
  }
}
