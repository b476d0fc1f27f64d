/**
 * Writes relocatable ELF files.
 *
 * <p>In comes an {@link io.klpforge.emit.write.ElfImage}, made anew or read from a file and
 * changed, out go bytes: the same bytes for the same image. Nothing here knows what a livepatch is.
 */
package io.klpforge.emit.write;
