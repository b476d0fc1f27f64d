/**
 * Source patches: read, checked and applied to copies.
 *
 * <p>In come unified diffs and a source tree; out comes a {@link
 * io.klpforge.driver.patch.PatchedTree}. The source tree is only read.
 */
package io.klpforge.driver.patch;
