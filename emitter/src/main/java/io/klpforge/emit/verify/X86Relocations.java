package io.klpforge.emit.verify;

import io.klpforge.diff.arch.X86Relocation;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * x86-64. Source: __apply_relocate_add(), arch/x86/kernel/module.c, Linux 6.1; the range of PC32
 * and PLT32 is not checked there.
 */
final class X86Relocations implements MachineRelocations {
  private static final Map<Integer, X86Relocation> LOADABLE =
      Arrays.stream(X86Relocation.values())
          .filter(X86Relocation::isLoadable)
          .collect(Collectors.toUnmodifiableMap(X86Relocation::number, Function.identity()));

  private static final Set<X86Relocation> RELATIVE =
      Set.of(
          X86Relocation.R_X86_64_PC32, X86Relocation.R_X86_64_PLT32, X86Relocation.R_X86_64_PC64);

  @Override
  public OptionalInt width(int type) {
    return LOADABLE.containsKey(type)
        ? OptionalInt.of(LOADABLE.get(type).field().width())
        : OptionalInt.empty();
  }

  @Override
  public String name(int type) {
    return known(type).name();
  }

  @Override
  public boolean isRelative(int type) {
    return RELATIVE.contains(known(type));
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
      default -> throw unknown(type);
    };
  }

  private static Written written(long bits, boolean fits, Fit otherwise) {
    return new Written(bits, fits ? Fit.FITS : otherwise);
  }

  private static X86Relocation known(int type) {
    return Optional.ofNullable(LOADABLE.get(type)).orElseThrow(() -> unknown(type));
  }

  private static IllegalArgumentException unknown(int type) {
    return new IllegalArgumentException("the module loader knows no relocation type " + type);
  }
}
