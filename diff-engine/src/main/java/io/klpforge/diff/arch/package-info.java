/**
 * What differs from machine to machine: relocations, instructions, function entries.
 *
 * <p>In comes an ELF header, out goes an {@link io.klpforge.diff.arch.Architecture}. One class and
 * one table of relocation types for each machine; no other package asks which machine an object is
 * for.
 */
package io.klpforge.diff.arch;
