package io.klpforge.emit.verify;

import java.util.Arrays;

/** Addresses, asked for by range. */
public final class AddressSet {
  private final long[] sorted;

  private AddressSet(long[] sorted) {
    this.sorted = sorted;
  }

  /** {@return the set of these addresses, in any order; they are copied} */
  public static AddressSet of(long... addresses) {
    long[] sorted = addresses.clone();
    Arrays.sort(sorted);
    return new AddressSet(sorted);
  }

  /** {@return whether one lies between {@code from} and {@code to}, both included} */
  boolean hasBetween(long from, long to) {
    int found = Arrays.binarySearch(sorted, from);
    int next = found >= 0 ? found : -found - 1;
    return next < sorted.length && sorted[next] <= to;
  }
}
