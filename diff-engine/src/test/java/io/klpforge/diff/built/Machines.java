package io.klpforge.diff.built;

import io.klpforge.diff.elf.ElfConstants;
import java.nio.ByteOrder;

/** Empty objects for other machines than x86-64, and some of their relocation types. */
public final class Machines {
  public static final int AARCH64_ABS64 = 257;
  public static final int AARCH64_ADRP = 275;
  public static final int AARCH64_ADD = 277;
  public static final int AARCH64_JUMP = 282;
  public static final int AARCH64_CALL = 283;
  public static final int PPC64_REL24 = 10;
  public static final int PPC64_ADDR64 = 38;
  public static final int PPC64_TOC16_HA = 50;
  public static final int PPC64_TOC16_LO_DS = 64;
  public static final int PPC64_ENTRY = 118;
  public static final int S390_PC32 = 5;
  public static final int S390_PC32DBL = 19;
  public static final int S390_PLT32DBL = 20;
  public static final int S390_64 = 22;
  public static final int LOONGARCH_PCALA_HI20 = 71;

  private Machines() {}

  /** {@return an object for aarch64} */
  public static ObjectBuilder aarch64() {
    return ObjectBuilder.anObject(ElfConstants.EM_AARCH64, ByteOrder.LITTLE_ENDIAN).file("a.c");
  }

  /** {@return an object for ppc64le} */
  public static ObjectBuilder ppc64le() {
    return ObjectBuilder.anObject(ElfConstants.EM_PPC64, ByteOrder.LITTLE_ENDIAN).file("a.c");
  }

  /** {@return an object for s390x} */
  public static ObjectBuilder s390x() {
    return ObjectBuilder.anObject(ElfConstants.EM_S390, ByteOrder.BIG_ENDIAN).file("a.c");
  }

  /** {@return an object for loongarch64} */
  public static ObjectBuilder loongarch64() {
    return ObjectBuilder.anObject(ElfConstants.EM_LOONGARCH, ByteOrder.LITTLE_ENDIAN).file("a.c");
  }
}
