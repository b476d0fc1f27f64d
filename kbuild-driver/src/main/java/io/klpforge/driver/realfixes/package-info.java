/**
 * Measures the program on real fixes: what differs between two sources of a kernel, cut into
 * patches, each built for the older one.
 *
 * <p>In comes a shipped kernel and a newer source (or commits); out go a result for each patch,
 * kept on disk as soon as it is known, and a report of them all. Nothing here knows how a livepatch
 * is made, and nothing is ever loaded into the running kernel.
 */
package io.klpforge.driver.realfixes;
