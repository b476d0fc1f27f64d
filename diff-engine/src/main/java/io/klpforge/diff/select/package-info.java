/**
 * What to replace, what to carry along, and what to refer to in the running kernel.
 *
 * <p>In come a comparison and the symbols of the running kernel, out goes a {@link
 * io.klpforge.diff.select.PatchPlan}. Nothing here writes ELF.
 */
package io.klpforge.diff.select;
