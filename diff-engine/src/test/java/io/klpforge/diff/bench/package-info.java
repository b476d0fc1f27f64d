/**
 * How fast the differ is: benchmarks for JMH, run by {@code scripts/bench --diff}.
 *
 * <p>They compile in each build, so that they cannot rot; only the profile {@code bench} makes them
 * run.
 */
package io.klpforge.diff.bench;
