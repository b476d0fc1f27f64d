package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.emit.write.ImageRelocation;
import io.klpforge.emit.write.ImageSection;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What turns a toy of x86-64 into one of another machine. */
enum ToyMachine {
  X86(ElfConstants.EM_X86_64, ByteOrder.LITTLE_ENDIAN, 4, 1),
  AARCH64(ElfConstants.EM_AARCH64, ByteOrder.LITTLE_ENDIAN, 283, 257),
  PPC64LE(ElfConstants.EM_PPC64, ByteOrder.LITTLE_ENDIAN, 10, 38),
  S390X(ElfConstants.EM_S390, ByteOrder.BIG_ENDIAN, 20, 22);

  /** Where the toy's only number lies, apart from relocations: {@code old_sympos}. */
  private static final int POSITION = 0x90;

  private final int number;
  private final ByteOrder order;
  private final int call;
  private final int pointer;

  ToyMachine(int number, ByteOrder order, int call, int pointer) {
    this.number = number;
    this.order = order;
    this.call = call;
    this.pointer = pointer;
  }

  int number() {
    return number;
  }

  ByteOrder order() {
    return order;
  }

  ImageSection section(ImageSection section) {
    if (this == X86) {
      return section;
    }
    byte[] bytes = section.data().toArray();
    if (section.name().equals(".data")) {
      long position = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(POSITION);
      ByteBuffer.wrap(bytes).order(order).putLong(POSITION, position);
    }
    return section
        .withData(Bytes.of(bytes, order))
        .withTables(
            section.tables().stream()
                .map(table -> table.withEntries(table.entries().stream().map(this::entry).toList()))
                .toList());
  }

  private ImageRelocation entry(ImageRelocation r) {
    return new ImageRelocation(r.offset(), type(r.type()), r.symbol(), r.addend());
  }

  private int type(int type) {
    return switch (type) {
      case ToyModule.ABS64 -> pointer;
      case ToyModule.PLT32, ToyModule.ABS32S -> call;
      default -> type;
    };
  }
}
