/**
 * An object cut into pieces: functions, variables, what lies between, and what refers to what.
 *
 * <p>In comes an {@link io.klpforge.diff.elf.ObjectFile}, out goes an {@link
 * io.klpforge.diff.layout.ObjectLayout}. Pieces are cut by symbol, never by section alone, and no
 * reference goes through a section symbol any more.
 */
package io.klpforge.diff.layout;
