/**
 * Source text without and with a patch: which lines are others, and what they are lines of.
 *
 * <p>In come texts, out go line numbers. Nothing here reads files or knows objects.
 */
package io.klpforge.diff.source;
