/**
 * Who is whose twin, original against patched.
 *
 * <p>In come two layouts, out goes a {@link io.klpforge.diff.correlate.Correlation}. Only functions
 * and variables known by name have twins; whether twins are equal is not asked here.
 */
package io.klpforge.diff.correlate;
