/**
 * Sections that the kernel reads as tables of records about code.
 *
 * <p>In comes a section, out come its records, each with the code it is about. What is no table we
 * know is not here.
 */
package io.klpforge.diff.special;
