/**
 * The ELF model: what a file holds, as immutable values.
 *
 * <p>In comes a file, out goes an {@link io.klpforge.diff.elf.ObjectFile}. Nothing here knows what
 * a livepatch is, judges what it reads, or writes.
 */
package io.klpforge.diff.elf;
