package io.klpforge.diff.elf;

/**
 * Where a symbol is defined: {@code st_shndx}, with extended indices already resolved.
 *
 * @param kind in a section, or one of the places that are none
 * @param section the section for {@link Kind#SECTION}; section 0 otherwise
 */
public record SymbolPlace(Kind kind, SectionId section) {
  /** Kinds of place. */
  public enum Kind {
    /** Defined in a section of the same file. */
    SECTION,
    /** Defined elsewhere ({@code SHN_UNDEF}). */
    UNDEFINED,
    /** A plain number ({@code SHN_ABS}); also every FILE symbol. */
    ABSOLUTE,
    /** Unallocated common data ({@code SHN_COMMON}). */
    COMMON,
    /** Resolved by the kernel's livepatch code ({@code SHN_LIVEPATCH}). */
    LIVEPATCH
  }

  /** Defined elsewhere. */
  public static final SymbolPlace UNDEFINED = without(Kind.UNDEFINED);

  /** A plain number. */
  public static final SymbolPlace ABSOLUTE = without(Kind.ABSOLUTE);

  /** Resolved by the kernel's livepatch code. */
  public static final SymbolPlace LIVEPATCH = without(Kind.LIVEPATCH);

  /** {@return the place inside {@code section}} */
  public static SymbolPlace in(SectionId section) {
    return new SymbolPlace(Kind.SECTION, section);
  }

  /**
   * {@return the place that a plain (not extended) {@code st_shndx} means}
   *
   * @throws MalformedElfException for a reserved index that is none of ours
   */
  static SymbolPlace of(int shndx) {
    return switch (shndx) {
      case ElfConstants.SHN_UNDEF -> UNDEFINED;
      case ElfConstants.SHN_ABS -> ABSOLUTE;
      case ElfConstants.SHN_LIVEPATCH -> LIVEPATCH;
      case ElfConstants.SHN_COMMON -> without(Kind.COMMON);
      default -> {
        if (shndx >= ElfConstants.SHN_LORESERVE) {
          throw new MalformedElfException(
              String.format("symbol section index 0x%x is reserved", shndx));
        }
        yield in(new SectionId(shndx));
      }
    };
  }

  private static SymbolPlace without(Kind kind) {
    return new SymbolPlace(kind, new SectionId(0));
  }
}
