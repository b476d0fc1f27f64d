/**
 * The kernel a livepatch is for: where its parts lie, and whether they belong together.
 *
 * <p>In comes a release and where to look; out comes a {@link
 * io.klpforge.driver.kernel.TargetKernel}. Nothing is built here and no file is written.
 */
package io.klpforge.driver.kernel;
