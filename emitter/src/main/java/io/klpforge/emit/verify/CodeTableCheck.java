package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import io.klpforge.emit.inspect.Place;
import io.klpforge.emit.livepatch.LateSection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at the records of one table about code. */
final class CodeTableCheck {
  private final LoadedModule module;
  private final KeyedSites keyed;
  private final SitesByPlace sites;
  private final Section section;
  private final CodeTable table;
  private final StepFindings findings;
  private final Map<Long, Relocation> entries = new HashMap<>();
  private final List<Long> offsets;

  CodeTableCheck(
      LoadedModule module,
      KeyedSites keyed,
      SitesByPlace sites,
      Section section,
      CodeTable table,
      StepFindings findings) {
    this.module = module;
    this.keyed = keyed;
    this.sites = sites;
    this.section = section;
    this.table = table;
    this.findings = findings;
    module.elf().relocations(section.id()).forEach(entry -> entries.put(entry.offset(), entry));
    this.offsets = entries.keySet().stream().sorted(Comparator.naturalOrder()).toList();
  }

  /** Also says which code the kernel rewrites for the table. */
  void run(EarlyCode early) {
    int size = table.size().orElseGet(this::learnedSize);
    boolean padded = table == CodeTable.PARAINSTRUCTIONS;
    if (size == 0 || (section.size() % size != 0 && !padded)) {
      findings.add(
          LoaderRule.SPECIAL_SECTION_SIZE,
          section.name(),
          "it has " + section.size() + " bytes, a record has " + size);
      return;
    }
    if (!LateSection.isMeant(section)) {
      early.add(section, table, size);
    }
    for (long at = 0; at < section.size(); at += size) {
      checkRecord(at, size);
    }
  }

  /**
   * The distance from the first record's first reference to the second's: an alternative has two of
   * them, and with relative references the file name of a bug counts as well.
   */
  private int learnedSize() {
    return switch (table) {
      case PARAINSTRUCTIONS -> 16;
      case ALTINSTRUCTIONS -> offsets.size() > 2 ? distance(2) : (int) section.size();
      default -> bugSize();
    };
  }

  /** References that lead to code begin a record; those to texts do not. */
  private int bugSize() {
    List<Long> code = offsets.stream().filter(at -> isCode(at, false)).toList();
    return code.size() > 1 ? (int) (code.get(1) - code.get(0)) : (int) section.size();
  }

  private int distance(int references) {
    return (int) (offsets.get(references) - offsets.get(0));
  }

  private void checkRecord(long at, int size) {
    boolean all =
        table.moreCode().stream().allMatch(member -> isCode(at + member, table.moreMayEnd()));
    if (!all || !isCode(at, table.mayEnd())) {
      add(LoaderRule.SPECIAL_SECTION_ENTRY, at, "the record is about no code of the module");
      return;
    }
    if (table == CodeTable.MCOUNT_LOC) {
      checkFtraceSite(at);
    }
    if (table == CodeTable.ALTINSTRUCTIONS) {
      checkLengths(at, size);
    }
    table.key().ifPresent(member -> checkKey(at, at + member));
  }

  private void add(LoaderRule rule, long at, String message) {
    findings.add(rule, LoadedModule.plus(section.name(), at), message);
  }

  private boolean isCode(long at, boolean orEnd) {
    return Optional.ofNullable(entries.get(at))
        .filter(entry -> module.elf().symbol(entry.symbol()).isDefined())
        .map(entry -> isCode(entry, orEnd))
        .orElse(false);
  }

  private boolean isCode(Relocation entry, boolean orEnd) {
    Section code = code(entry);
    long offset = offset(entry);
    long end = orEnd ? code.size() + 1 : code.size();
    return code.isCode() && offset >= 0 && offset < end;
  }

  private Section code(Relocation entry) {
    return module.elf().section(module.elf().symbol(entry.symbol()).place().section());
  }

  private long offset(Relocation entry) {
    return module.elf().symbol(entry.symbol()).value() + entry.addend();
  }

  private void checkFtraceSite(long at) {
    Section code = code(entries.get(at));
    long offset = offset(entries.get(at));
    boolean nops = FtraceSite.areNops(keyed.kernel());
    boolean fits =
        nops
            ? FtraceSite.isNop(code.data(), (int) offset)
            : FtraceSite.isCall(module.elf(), sites, code, offset);
    if (!fits) {
      String wanted = nops ? " is no NOP for a call of __fentry__" : " is no call of __fentry__";
      add(LoaderRule.FTRACE_SITE, at, "at " + module.describe(code, offset) + wanted);
    }
  }

  private void checkLengths(long at, int size) {
    Bytes data = section.data();
    int lengths = (int) at + CodeTable.lengthsOfAlternative(size);
    if (lengths + 2 > data.length()) {
      add(LoaderRule.SPECIAL_SECTION_SIZE, at, "a record of " + size + " bytes has no lengths");
      return;
    }
    int site = data.u8(lengths);
    int replacement = data.u8(lengths + 1);
    if (replacement > site) {
      add(
          LoaderRule.ALTERNATIVE_LENGTH,
          at,
          replacement + " bytes are to replace " + site + " bytes of code");
    }
    checkEnd(at, at, site);
    checkEnd(at, at + Integer.BYTES, replacement);
  }

  private void checkEnd(long at, long member, int length) {
    Relocation entry = entries.get(member);
    if (offset(entry) + length > code(entry).size()) {
      String place = module.describe(code(entry), offset(entry));
      add(LoaderRule.ALTERNATIVE_LENGTH, at, length + " bytes at " + place + " end behind it");
    }
  }

  private void checkKey(long at, long member) {
    Relocation entry = entries.get(member);
    if (entry == null) {
      add(LoaderRule.SPECIAL_SECTION_KEY, at, "the record has no key");
      return;
    }
    Relocation code = entries.get(at);
    Place place = new Place(code(code).id(), offset(code));
    keyed.check(table, LoadedModule.plus(section.name(), at), place, entry);
  }
}
