package io.klpforge.diff.listing;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.insn.Disassembler;
import io.klpforge.diff.insn.Instruction;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** Reads the instructions of one function of an object. */
final class Listing {
  private final Piece function;
  private final Bytes code;
  private final List<Site> sites;
  private final OperandText texts;
  private final LongFunction<Optional<SourceText>> sources;
  private int next;

  Listing(ListedFunction listed) {
    this.function = listed.piece();
    this.code = listed.layout().bytes(function);
    this.sites = listed.layout().sites(function);
    this.texts = new OperandText(listed.layout(), code, listed.key());
    this.sources = listed.sources();
  }

  /** {@return its instructions, up to the first byte that is none} */
  List<Read> read(Disassembler disassembler) {
    next = 0;
    List<Read> all = new ArrayList<>();
    for (Instruction instruction : disassembler.decode(code, 0)) {
      all.add(read(instruction));
    }
    return all;
  }

  private Read read(Instruction instruction) {
    List<Operand> operands = operands(instruction);
    OptionalInt jump = jump(instruction, operands);
    if (jump.isPresent()) {
      String text = instruction.mnemonic() + " " + Integer.toHexString(jump.getAsInt());
      return new Read(line(instruction, text, jump), instruction.mnemonic() + " .", List.of());
    }
    boolean branch = operands.stream().anyMatch(operand -> operand.site().branch());
    String plain = branch ? instruction.mnemonic() : instruction.text();
    String text = plain + symbols(operands, Operand::text);
    return new Read(
        line(instruction, text, jump), plain + symbols(operands, Operand::key), operands);
  }

  private CodeLine line(Instruction instruction, String text, OptionalInt jump) {
    int offset = instruction.offset();
    return new CodeLine(offset, instruction.size(), text, jump, sources.apply(offset));
  }

  private static String symbols(List<Operand> operands, Function<Operand, String> name) {
    return operands.stream().map(name).map(text -> " <" + text + ">").collect(Collectors.joining());
  }

  /** Instructions come by ascending offset, and sites too. */
  private List<Operand> operands(Instruction instruction) {
    while (next < sites.size() && sites.get(next).offset() < instruction.offset()) {
      next++;
    }
    List<Operand> operands = new ArrayList<>();
    for (int i = next; i < sites.size() && sites.get(i).offset() < instruction.end(); i++) {
      if (sites.get(i).field().width() > 0) {
        operands.add(texts.of(sites.get(i)));
      }
    }
    return operands;
  }

  private OptionalInt jump(Instruction instruction, List<Operand> operands) {
    OptionalLong place =
        operands.isEmpty() ? instruction.address() : ownPlace(operands.get(0).site());
    boolean inside =
        place.isPresent() && place.getAsLong() >= 0 && place.getAsLong() < code.length();
    return inside && !isCall(instruction)
        ? OptionalInt.of((int) place.getAsLong())
        : OptionalInt.empty();
  }

  private static boolean isCall(Instruction instruction) {
    return instruction.mnemonic().startsWith("call");
  }

  private OptionalLong ownPlace(Site site) {
    boolean own = site.branch() && site.means(function);
    return own
        ? OptionalLong.of(texts.offset((Target.InPiece) site.target(), site))
        : OptionalLong.empty();
  }
}
