/**
 * Why each function changed, for the people who review a patch.
 *
 * <p>In come two compared objects, their debug information and what the patch does to source text;
 * out goes an {@link io.klpforge.diff.explain.Explanation} for each changed function. What is said
 * is derived, never guessed: where no cause is found, that is said. Nothing here decides what is
 * patched.
 */
package io.klpforge.diff.explain;
