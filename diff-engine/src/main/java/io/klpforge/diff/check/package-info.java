/**
 * Rules about what can be live-patched.
 *
 * <p>In come differences and plans, out come {@link io.klpforge.diff.check.Finding}s, all of them
 * at once. A finding is a value, never an exception; only one of severity error stops a build.
 */
package io.klpforge.diff.check;
