/**
 * The manifest of a livepatch module: how it was made, of what, for which kernel, and what was
 * found out about it.
 *
 * <p>In comes a module, out goes what its manifest says and whether that is true of the module as
 * far as can be seen there. The format is in {@code manifest.schema.json} beside these classes; the
 * stages that know the contents write it ({@link io.klpforge.driver.run}).
 */
package io.klpforge.driver.manifest;
