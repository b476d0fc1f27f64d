/**
 * Reads the livepatch side of a finished module, whoever built it.
 *
 * <p>In comes a file, out goes a {@link io.klpforge.emit.inspect.LivepatchModule}, or its text.
 * Nothing here judges whether the kernel would take it.
 */
package io.klpforge.emit.inspect;
