package io.klpforge.diff.golden;

import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.compare.PieceDiff;
import io.klpforge.diff.compare.Verdict;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolType;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.special.SpecialSection;
import io.klpforge.diff.special.Treatment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Wrong variants of a patched object, each with one small change that has a meaning.
 *
 * <p>Chosen by rule: of every function and variable that is the same on both sides, the first, the
 * middle and the last byte that no relocation writes to, and the first and the last relocation; of
 * every table and text every byte up to a bound, unless the patch is refused anyway: then nobody
 * tells what is in them.
 */
final class Mutants {
  /** Bytes of a table or of texts that are changed, from its first on. */
  private static final int BOUND = 96;

  /** KASAN's list of variables, for its reports. */
  private static final String SANITIZER = ".data..LASAN";

  /**
   * Sections of which no byte has a meaning for the differ: notes, the compiler's name, what is
   * thrown away by the linker; lists of ftrace entries and unwind records, which follow from the
   * functions (the plan that a case expects shows those it carries); names and licences of exports,
   * which are told by their symbols. Tables of which nothing is ever carried come to these.
   */
  private static final List<String> MEANINGLESS =
      List.of(
          ".comment",
          ".note",
          ".discard",
          "__mcount_loc",
          "__patchable_function_entries",
          ".orc_unwind",
          "__ksymtab_strings",
          ".export_symbol",
          SANITIZER);

  private final ElfEdit usual;
  private final ObjectFile file;
  private final ObjectDiff diff;
  private final List<Mutant> mutants = new ArrayList<>();

  private Mutants(byte[] object, ObjectDiff diff) {
    this.usual = new ElfEdit(object);
    this.file = diff.patched().object();
    this.diff = diff;
  }

  /**
   * One of them.
   *
   * @param what is changed
   */
  record Mutant(String what, Consumer<ElfEdit> change) {

    byte[] of(byte[] object) {
      ElfEdit edit = new ElfEdit(object);
      change.accept(edit);
      return edit.bytes();
    }
  }

  static List<Mutant> of(byte[] patched, Diffed usual) {
    ObjectDiff diff = usual.diff();
    Mutants mutants = new Mutants(patched, diff);
    Stream.concat(diff.functions().stream(), diff.data().stream())
        .filter(one -> one.verdict() == Verdict.SAME)
        .map(PieceDiff::piece)
        .forEach(mutants::addPiece);
    if (usual.isPatchable()) {
      diff.patched().object().sections().forEach(mutants::addTable);
    }
    return List.copyOf(mutants.mutants);
  }

  private void addPiece(Piece piece) {
    List<Integer> free = freeBytes(piece.section(), piece.start(), piece.end());
    for (int index : new TreeSet<>(List.of(0, free.size() / 2, free.size() - 1))) {
      if (index >= 0 && index < free.size()) {
        flip(piece.section(), free.get(index), "of " + piece.name());
      }
    }
    List<Integer> relocations =
        usual.relocations(piece.section()).stream()
            .filter(at -> isIn(relocation(at, piece).offset(), piece))
            .filter(at -> Fields.hasMeaning(file.header(), relocation(at, piece).type()))
            .toList();
    for (int index : new TreeSet<>(List.of(0, relocations.size() - 1))) {
      if (index >= 0 && index < relocations.size()) {
        addReference(relocations.get(index), piece);
      }
    }
  }

  private void addReference(int at, Piece piece) {
    Relocation relocation = relocation(at, piece);
    String where =
        "of " + piece.name() + "+0x" + Long.toHexString(relocation.offset() - piece.start());
    add("addend " + where, edit -> edit.move(at, 4));
    int other = other(relocation);
    add("reference " + where, edit -> edit.redirect(at, other));
    if (file.section(piece.section()).isCode()) {
      Fields.opcodeByte(file.header(), relocation)
          .ifPresent(opcode -> flip(piece.section(), opcode, "opcode " + where, 0x80));
    }
  }

  private Relocation relocation(int at, Piece piece) {
    int index = usual.relocations(piece.section()).indexOf(at);
    return file.relocations(piece.section()).get(index);
  }

  private static boolean isIn(long offset, Piece piece) {
    return offset >= piece.start() && offset < piece.end();
  }

  /** A function, here or elsewhere, that the relocation does not mean: data might be equal. */
  private int other(Relocation relocation) {
    Symbol meant = file.symbol(relocation.symbol());
    return file.symbols().stream()
        .filter(symbol -> symbol.type() == SymbolType.FUNC || isElsewhere(symbol))
        .filter(symbol -> !symbol.name().equals(meant.name()))
        .filter(symbol -> !symbol.isDefined() || !symbol.place().equals(meant.place()))
        .mapToInt(symbol -> symbol.id().index())
        .findFirst()
        .orElse(0);
  }

  private static boolean isElsewhere(Symbol symbol) {
    return symbol.isUndefined() && !symbol.name().isEmpty();
  }

  private void addTable(Section section) {
    boolean hasMeaning =
        section.isAllocated()
            && section.type() == ElfConstants.SHT_PROGBITS
            && !section.isCode()
            && MEANINGLESS.stream().noneMatch(section.name()::startsWith)
            && !isLeftOut(section)
            && !isNamed(section)
            && !isForReports(section);
    if (hasMeaning) {
      freeBytes(section.id(), 0, Math.min(section.size(), BOUND)).stream()
          .filter(at -> !Padding.isPadding(file, section, at))
          .forEach(at -> flip(section.id(), at, "of " + section.name()));
    }
  }

  private static boolean isLeftOut(Section section) {
    return SpecialSection.of(section.name())
        .filter(table -> table.treatment() == Treatment.LEFT_OUT)
        .isPresent();
  }

  /** {@return whether only KASAN's list refers to the section} */
  private boolean isForReports(Section texts) {
    List<String> referrers =
        file.sections().stream()
            .filter(section -> refers(section, texts))
            .map(Section::name)
            .toList();
    return !referrers.isEmpty() && referrers.stream().allMatch(one -> one.startsWith(SANITIZER));
  }

  private boolean refers(Section section, Section target) {
    return file.relocations(section.id()).stream()
        .anyMatch(relocation -> file.symbol(relocation.symbol()).isIn(target.id()));
  }

  /** {@return whether variables lie in the section, which are changed one by one} */
  private boolean isNamed(Section section) {
    return Stream.concat(diff.data().stream(), diff.functions().stream())
        .anyMatch(
            one -> one.verdict() != Verdict.REMOVED && one.piece().section().equals(section.id()));
  }

  /** {@return the bytes of a part of a section that no relocation writes to, not even in part} */
  private List<Integer> freeBytes(SectionId id, long start, long end) {
    Section section = file.section(id);
    if (section.type() != ElfConstants.SHT_PROGBITS) {
      return List.of();
    }
    Set<Long> taken = new TreeSet<>();
    for (Relocation relocation : file.relocations(id)) {
      Fields.covered(file.header(), section.isCode(), relocation).forEach(taken::add);
    }
    List<Integer> free = new ArrayList<>();
    for (long at = start; at < end; at++) {
      if (!taken.contains(at)) {
        free.add((int) at);
      }
    }
    return free;
  }

  private void flip(SectionId section, int offset, String what) {
    flip(section, offset, what, 1);
  }

  private void flip(SectionId section, long offset, String what, int bits) {
    String place = "byte 0x" + Long.toHexString(offset) + " ";
    add(place + what, edit -> edit.flip(section, offset, bits));
  }

  private void add(String what, Consumer<ElfEdit> change) {
    mutants.add(new Mutant(what, change));
  }
}
