/**
 * Damaged objects: whatever the bytes, the differ and the emitter end in a result or a named error.
 *
 * <p>In come the pairs of {@code fixtures/}, out go the same with fields of their headers, symbols,
 * relocations and contents changed. Nothing here says whether a result is right.
 */
package io.klpforge.emit.fuzz;
