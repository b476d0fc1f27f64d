package io.klpforge.emit.verify;

import io.klpforge.emit.livepatch.X86Relocation;
import java.util.OptionalInt;

/**
 * x86-64. Source: __apply_relocate_add(), arch/x86/kernel/module.c, Linux 6.1; the range of PC32
 * and PLT32 is not checked there.
 */
final class X86Relocations implements MachineRelocations {
  @Override
  public OptionalInt width(int type) {
    return X86Relocation.of(type)
        .map(known -> OptionalInt.of(known.width()))
        .orElse(OptionalInt.empty());
  }

  @Override
  public String name(int type) {
    return known(type).name();
  }

  @Override
  public boolean isRelative(int type) {
    return switch (known(type)) {
      case R_X86_64_PC32, R_X86_64_PLT32, R_X86_64_PC64 -> true;
      case R_X86_64_NONE, R_X86_64_64, R_X86_64_32, R_X86_64_32S -> false;
    };
  }

  @Override
  public Written apply(int type, long value, long site) {
    return switch (known(type)) {
      case R_X86_64_NONE -> new Written(0, Fit.FITS);
      case R_X86_64_64 -> new Written(value, Fit.FITS);
      case R_X86_64_PC64 -> new Written(value - site, Fit.FITS);
      case R_X86_64_32 -> written(value, value == (value & 0xffff_ffffL), Fit.REFUSED);
      case R_X86_64_32S -> written(value, value == (int) value, Fit.REFUSED);
      case R_X86_64_PC32, R_X86_64_PLT32 ->
          written(value - site, value - site == (int) (value - site), Fit.CUT);
    };
  }

  private static Written written(long bits, boolean fits, Fit otherwise) {
    return new Written(bits, fits ? Fit.FITS : otherwise);
  }

  private static X86Relocation known(int type) {
    return X86Relocation.of(type)
        .orElseThrow(() -> new IllegalArgumentException("relocation type " + type));
  }
}
