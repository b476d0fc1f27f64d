/**
 * What differs from machine to machine: relocations, instructions, function entries.
 *
 * <p>No other package asks which machine an object is for.
 */
package io.klpforge.diff.arch;
