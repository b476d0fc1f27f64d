/**
 * The stages in order: from a request to a finished livepatch module.
 *
 * <p>In come what the command line asks for, out goes a {@code .ko} or the reasons why there is
 * none. Each stage's own work is done in its package.
 */
package io.klpforge.driver.run;
