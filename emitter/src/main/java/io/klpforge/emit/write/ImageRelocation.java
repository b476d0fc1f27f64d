package io.klpforge.emit.write;

/**
 * A relocation of an {@link ImageSection}.
 *
 * @param offset first byte to be written, from the start of the section
 * @param type number of the machine's psABI
 * @param symbol place in {@link ElfImage#symbols()}, or {@link #NO_SYMBOL}
 * @param addend bytes added, signed
 */
public record ImageRelocation(long offset, int type, int symbol, long addend) {
  /** Stands for the null symbol, whose value is 0. */
  public static final int NO_SYMBOL = -1;

  /** {@return this relocation against another symbol} */
  public ImageRelocation withSymbol(int other) {
    return new ImageRelocation(offset, type, other, addend);
  }
}
