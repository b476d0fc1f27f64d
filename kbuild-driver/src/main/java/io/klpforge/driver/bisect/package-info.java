/**
 * Which part of a series of patches does what to the code.
 *
 * <p>In come a series, cut into hunks, and what compiles and compares states of it; out goes a
 * {@link io.klpforge.driver.bisect.Bisection}. For each object the hunks that it can see are made
 * one after the other, in the order of the series; the effect of a hunk is the difference between
 * the object without and with it, all earlier ones made. Hunks after which the object does not
 * compile are taken together with the following ones until it does.
 */
package io.klpforge.driver.bisect;
