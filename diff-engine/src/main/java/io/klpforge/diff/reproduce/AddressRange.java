package io.klpforge.diff.reproduce;

/**
 * A run of addresses.
 *
 * @param start the first one
 * @param end the first one behind it
 */
record AddressRange(long start, long end) {}
