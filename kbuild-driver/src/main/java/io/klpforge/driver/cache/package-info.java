/**
 * What survives from one run to the next, and the file system underneath.
 *
 * <p>In come names and ways to fill a directory; out come directories that are complete. Nothing
 * here is ever seen half made, by no other process and not after a kill, and no failure of the file
 * system leaves without the name of its file.
 */
package io.klpforge.driver.cache;
