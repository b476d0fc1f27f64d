/**
 * Kbuild at work on a private copy of the kernel's source.
 *
 * <p>In come a source, a configuration and a set of patched files; out come pairs of objects, and
 * the linked module. The user's source is only ever what symbolic links point to. A workspace is
 * prepared once and kept; what a run puts into it is written down before, and taken back after,
 * even if the run was killed.
 */
package io.klpforge.driver.kbuild;
