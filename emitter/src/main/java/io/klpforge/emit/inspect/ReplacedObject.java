package io.klpforge.emit.inspect;

import io.klpforge.diff.select.PlannedCallback;
import java.util.List;

/**
 * What a livepatch does to vmlinux or to one module ({@code struct klp_object}).
 *
 * @param name {@code vmlinux}, or the module's name
 * @param functions that are replaced
 * @param callbacks that are called around it
 */
public record ReplacedObject(
    String name, List<ReplacedFunction> functions, List<ObjectCallback> callbacks) {

  /**
   * A function and its replacement ({@code struct klp_func}).
   *
   * @param oldName name in the kernel's symbol table
   * @param position among the functions of that name, from 1 on; 0 if it is the only one
   * @param newFunction symbol of the replacement; section and offset if it has none
   * @param newSize bytes of the replacement; 0 if unknown
   * @param place the replacement's first byte
   */
  public record ReplacedFunction(
      String oldName, long position, String newFunction, long newSize, Place place) {}

  /**
   * A member of {@code struct klp_callbacks}.
   *
   * @param kind when it is called
   * @param function its symbol
   */
  public record ObjectCallback(PlannedCallback.Kind kind, String function) {}

  /** Copies the lists. */
  public ReplacedObject {
    functions = List.copyOf(functions);
    callbacks = List.copyOf(callbacks);
  }
}
