package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.insn.Disassembler;
import io.klpforge.diff.insn.Instruction;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads one function of the relocated module, instruction by instruction, and compares where each
 * leads to with what its relocation meant.
 *
 * @param section the relocated section that holds the function
 * @param function the function
 * @param entries addresses in the module at which functions begin
 * @param findings gets what is wrong
 * @param references gets where each instruction leads to
 */
record CodeCheck(
    RelocatedSection section,
    Symbol function,
    Set<Long> entries,
    StepFindings findings,
    List<CodeReference> references) {

  void run() {
    long address = section.address() + function.value();
    List<Instruction> code =
        Disassembler.x86()
            .decode(section.bytes().slice((int) function.value(), (int) function.size()), address);
    int end = code.isEmpty() ? 0 : code.get(code.size() - 1).end();
    if (end < function.size()) {
      findings.add(
          LoaderRule.UNDECODABLE_CODE, place(end), "from here on its bytes are not understood");
    }
    List<RelocatedSite> sites = new ArrayList<>(section.sites(function.value(), function.end()));
    for (Instruction instruction : code) {
      long from = function.value() + instruction.offset();
      long to = function.value() + instruction.end();
      while (!sites.isEmpty() && sites.get(0).offset() < to) {
        check(sites.remove(0), new X86Operands(instruction, section.address() + from), to);
      }
    }
  }

  private String place(long offset) {
    return LoadedModule.plus(function.name(), offset);
  }

  /** The instruction ends at {@code end}, from the section's start. */
  private void check(RelocatedSite site, X86Operands operands, long end) {
    long bias = site.relative() ? end - site.offset() : 0;
    long offset = site.addend() + bias;
    long meant = site.target().address() + offset;
    String place = place(operands.instruction().offset());
    String what = LoadedModule.plus(site.target().name(), offset);
    references.add(new CodeReference(place, operands.instruction().mnemonic(), what, meant));
    if (!agrees(site, operands, meant, end)) {
      String text = operands.instruction().mnemonic() + " " + operands.instruction().operands();
      findings.add(
          LoaderRule.MISREAD_REFERENCE,
          place,
          String.format("\"%s\" does not lead to %s, 0x%x", text, what, meant));
    } else if (operands.isBranch()) {
      checkBranch(site.target(), operands, offset, meant, place);
    } else {
      checkData(site, operands, offset, place);
    }
  }

  private static boolean agrees(RelocatedSite site, X86Operands operands, long meant, long end) {
    OptionalLong target = operands.target();
    if (site.offset() + site.width() > end) {
      return false;
    }
    if (site.relative()) {
      return target.isPresent() && target.getAsLong() == meant;
    }
    return operands.holds(meant);
  }

  private void checkBranch(
      Target target, X86Operands operands, long offset, long meant, String place) {
    String what = LoadedModule.plus(target.name(), offset);
    boolean entry = target.own() ? entries.contains(meant) : offset == 0;
    boolean insideOwn = target.own() && !operands.isCall() && isInside(target, offset);
    if (!target.code()) {
      findings.add(LoaderRule.CALL_TARGET, place, "it calls " + what + ", which is data");
    } else if (!entry && !insideOwn) {
      findings.add(
          LoaderRule.CALL_TARGET, place, "it calls " + what + ", where no function begins");
    }
  }

  private static boolean isInside(Target target, long offset) {
    return offset >= 0 && (target.size() == 0 || offset < target.size());
  }

  private void checkData(RelocatedSite site, X86Operands operands, long offset, String place) {
    Target target = site.target();
    String what = LoadedModule.plus(target.name(), offset);
    if (target.code() && target.function() && !target.own() && offset != 0) {
      findings.add(
          LoaderRule.CALL_TARGET, place, "it takes the address of " + what + ", not its beginning");
    } else if (target.function() && target.sealed()) {
      findings.add(LoaderRule.SEALED_ENTRY, place, "it takes the address of " + what);
    } else if (site.relative() && operands.isRipRelative() && !operands.isAddress()) {
      checkAccess(target, operands, offset, what, place);
    }
  }

  private void checkAccess(
      Target target, X86Operands operands, long offset, String what, String place) {
    if (target.code() && target.function() && !target.own()) {
      findings.add(LoaderRule.DATA_TARGET, place, "it reaches " + what + " as data, it is code");
    } else if (target.size() > 0 && (offset < 0 || offset + operands.width() > target.size())) {
      findings.add(
          LoaderRule.DATA_RANGE,
          place,
          String.format(
              "it reaches %d bytes at %s, which has %d", operands.width(), what, target.size()));
    }
  }
}
