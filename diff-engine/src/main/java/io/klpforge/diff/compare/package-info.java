/**
 * Same, changed, new or removed, function by function and variable by variable.
 *
 * <p>In come two objects, out goes an {@link io.klpforge.diff.compare.ObjectDiff}. What follows
 * from a difference is not decided here.
 */
package io.klpforge.diff.compare;
