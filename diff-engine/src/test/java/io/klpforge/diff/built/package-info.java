/**
 * Objects made in memory for tests: names and bytes in, ELF bytes out, read back by the real
 * reader.
 */
package io.klpforge.diff.built;
