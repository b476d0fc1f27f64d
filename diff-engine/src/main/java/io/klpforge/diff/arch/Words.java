package io.klpforge.diff.arch;

import io.klpforge.diff.elf.Bytes;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/** Instructions of four bytes each, little endian: all but x86-64 and s390x. */
final class Words {
  static final int SIZE = 4;

  /** How far apart compilers put the two instructions that make one number. */
  private static final int NEAR = 8;

  private Words() {}

  /** {@return the instruction that covers byte {@code at}; 0 if none does} */
  static int around(Bytes code, int at) {
    int start = at / SIZE * SIZE;
    return start >= 0 && start + SIZE <= code.length() ? code.s32(start) : 0;
  }

  /** {@return the first instruction before {@code at} that is as wanted}, if it is near */
  static OptionalInt before(Bytes code, int at, IntPredicate wanted) {
    return near(code, at, -SIZE, wanted);
  }

  /** {@return the first instruction behind {@code at} that is as wanted}, if it is near */
  static OptionalInt behind(Bytes code, int at, IntPredicate wanted) {
    return near(code, at, SIZE, wanted);
  }

  private static OptionalInt near(Bytes code, int at, int step, IntPredicate wanted) {
    int start = at / SIZE * SIZE;
    for (int i = 1; i <= NEAR; i++) {
      int place = start + i * step;
      if (place >= 0 && place + SIZE <= code.length() && wanted.test(code.s32(place))) {
        return OptionalInt.of(code.s32(place));
      }
    }
    return OptionalInt.empty();
  }
}
