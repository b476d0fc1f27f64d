/**
 * Structures, unions and enums: how they lie in memory, what a patch does to that, and who uses
 * them.
 *
 * <p>In comes debugging information, out go {@link io.klpforge.diff.type.LayoutChange}s and the
 * functions that have to do with a type. Which field a function reads it does not tell.
 */
package io.klpforge.diff.type;
