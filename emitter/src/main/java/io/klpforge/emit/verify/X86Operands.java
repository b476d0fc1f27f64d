package io.klpforge.emit.verify;

import io.klpforge.diff.insn.Instruction;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an x86 instruction's operands refer to, read from its text: nothing here knows of
 * relocations, so that both can be compared.
 *
 * @param instruction the instruction
 * @param address of its first byte
 */
record X86Operands(Instruction instruction, long address) {
  private static final Pattern NUMBER = Pattern.compile("^(0x[0-9a-f]+|\\d+)$");
  private static final Pattern RIP = Pattern.compile("\\[rip(?: ([+-]) (0x[0-9a-f]+|\\d+))?\\]");
  private static final Pattern WIDTH = Pattern.compile("(\\w+) ptr (?:\\w+:)?\\[rip");
  private static final Map<String, Integer> WIDTHS =
      Map.of("byte", 1, "word", 2, "dword", 4, "qword", 8, "xmmword", 16, "ymmword", 32);

  /** {@return whether it calls or jumps to an address of its own} */
  boolean isBranch() {
    return isJumpOrCall() && NUMBER.matcher(instruction.operands()).matches();
  }

  private boolean isJumpOrCall() {
    return instruction.mnemonic().startsWith("j") || isCall();
  }

  /** {@return whether it calls} */
  boolean isCall() {
    return instruction.mnemonic().equals("call");
  }

  /** {@return whether it only computes the address} */
  boolean isAddress() {
    return instruction.mnemonic().equals("lea");
  }

  /** {@return whether it reaches memory relative to its own end} */
  boolean isRipRelative() {
    return RIP.matcher(instruction.operands()).find();
  }

  /** {@return the address it branches to, or reaches relative to its own end, if any} */
  OptionalLong target() {
    if (isBranch()) {
      return OptionalLong.of(number(instruction.operands()));
    }
    Matcher rip = RIP.matcher(instruction.operands());
    if (!rip.find()) {
      return OptionalLong.empty();
    }
    long distance = rip.group(2) == null ? 0 : number(rip.group(2));
    long end = address + instruction.size();
    return OptionalLong.of("-".equals(rip.group(1)) ? end - distance : end + distance);
  }

  /** {@return bytes reached relative to its own end; 1 if unknown} */
  int width() {
    Matcher matcher = WIDTH.matcher(instruction.operands());
    return matcher.find() ? WIDTHS.getOrDefault(matcher.group(1), 1) : 1;
  }

  /**
   * {@return whether the text holds a value, however it is printed}; what is relative to the
   * instruction's end is none
   */
  boolean holds(long value) {
    return holdsText("0x" + Long.toHexString(value))
        || holdsText("0x" + Long.toHexString(-value))
        || holdsText("0x" + Long.toHexString(value & 0xffff_ffffL))
        || holdsText(Long.toString(Math.abs(value)));
  }

  private boolean holdsText(String number) {
    return Pattern.compile("(?<![0-9a-z])" + number + "(?![0-9a-f])")
        .matcher(RIP.matcher(instruction.operands()).replaceAll(""))
        .find();
  }

  private static long number(String text) {
    return text.startsWith("0x")
        ? Long.parseUnsignedLong(text.substring(2), 16)
        : Long.parseLong(text);
  }
}
