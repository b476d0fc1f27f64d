package io.klpforge.diff.built;

/** Relocation types of the x86-64 psABI that tests use. */
public final class Reloc {
  public static final int R64 = 1;
  public static final int PC32 = 2;
  public static final int PLT32 = 4;
  public static final int R32S = 11;
  public static final int PC64 = 24;

  private Reloc() {}
}
