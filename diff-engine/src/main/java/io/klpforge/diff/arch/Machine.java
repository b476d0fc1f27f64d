package io.klpforge.diff.arch;

import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ElfHeader;
import io.klpforge.diff.elf.MalformedElfException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The machines we know, by what an ELF header says. */
@SuppressWarnings("ImmutableEnumChecker") // architectures have no state
enum Machine {
  X86_64("x86-64", ElfConstants.EM_X86_64, ByteOrder.LITTLE_ENDIAN, new X86Architecture()),
  AARCH64("aarch64", ElfConstants.EM_AARCH64, ByteOrder.LITTLE_ENDIAN, new Aarch64Architecture()),
  PPC64LE("ppc64le", ElfConstants.EM_PPC64, ByteOrder.LITTLE_ENDIAN, new Ppc64Architecture()),
  S390X("s390x", ElfConstants.EM_S390, ByteOrder.BIG_ENDIAN, new S390Architecture()),
  LOONGARCH64(
      "loongarch64",
      ElfConstants.EM_LOONGARCH,
      ByteOrder.LITTLE_ENDIAN,
      new LoongArchArchitecture());

  private final String label;
  private final int number;
  private final ByteOrder order;
  private final Architecture architecture;

  Machine(String label, int number, ByteOrder order, Architecture architecture) {
    this.label = label;
    this.number = number;
    this.order = order;
    this.architecture = architecture;
  }

  Architecture architecture() {
    return architecture;
  }

  static Optional<Machine> find(ElfHeader header) {
    return Arrays.stream(values()).filter(machine -> machine.isOf(header)).findFirst();
  }

  static Machine of(ElfHeader header) {
    return find(header)
        .orElseThrow(
            () ->
                new MalformedElfException(
                    String.format(
                        "ELF machine %d (%s endian) is not supported; %s are",
                        header.machine(), name(header.order()), known())));
  }

  private boolean isOf(ElfHeader header) {
    return header.machine() == number && header.order().equals(order);
  }

  private static String name(ByteOrder order) {
    return order.equals(ByteOrder.BIG_ENDIAN) ? "big" : "little";
  }

  private static String known() {
    return Arrays.stream(values()).map(Machine::description).collect(Collectors.joining(", "));
  }

  private String description() {
    return String.format("%s (%d, %s)", label, number, name(order));
  }
}
