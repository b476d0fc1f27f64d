package io.klpforge.emit.livepatch;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.SymbolBinding;
import io.klpforge.diff.elf.SymbolPlace;
import io.klpforge.diff.elf.SymbolType;
import io.klpforge.diff.select.PatchPlan;
import io.klpforge.diff.select.PlannedRelocation;
import io.klpforge.diff.select.PlannedSection;
import io.klpforge.diff.select.PlannedSymbol;
import io.klpforge.emit.write.ElfImage;
import io.klpforge.emit.write.ElfWriter;
import io.klpforge.emit.write.ImageFilter;
import io.klpforge.emit.write.ImageRelocation;
import io.klpforge.emit.write.ImageSection;
import io.klpforge.emit.write.ImageSymbol;
import io.klpforge.emit.write.RelocationList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes the object of one plan, for Kbuild to link into the livepatch module.
 *
 * <p>References that only livepatch relocations can resolve become weak undefined symbols, which
 * modpost lets pass; {@link LivepatchConverter} finds them again by name.
 */
public final class ObjectEmitter {
  private static final String STACK_NOTE = ".note.GNU-stack";

  /** The file symbol that comes before the plan's own. */
  private static final int SYMBOLS_BEFORE = 1;

  private final PatchPlan plan;
  private final int index;

  private ObjectEmitter(PatchPlan plan, int index) {
    this.plan = plan;
    this.index = index;
  }

  /**
   * {@return the bytes of a relocatable object}
   *
   * @param plan what the object is to hold
   * @param index place of the plan among those of the livepatch, the same as in {@link InitSource}
   */
  public static Bytes emit(PatchPlan plan, int index) {
    return ElfWriter.write(new ObjectEmitter(plan, index).image());
  }

  private ElfImage image() {
    ElfImage image =
        new ElfImage(
            plan.header(), plan.sections().stream().map(this::section).toList(), symbols());
    ElfImage needed =
        ImageFilter.sections(image, i -> !image.sections().get(i).name().equals(STACK_NOTE));
    Set<Integer> used = usedSymbols(needed);
    return ImageFilter.symbols(
        needed, i -> used.contains(i) || needed.symbols().get(i).type() != SymbolType.SECTION);
  }

  private static Set<Integer> usedSymbols(ElfImage image) {
    Set<Integer> used = new HashSet<>();
    image.sections().stream()
        .flatMap(section -> section.tables().stream())
        .flatMap(table -> table.entries().stream())
        .forEach(entry -> used.add(entry.symbol()));
    return used;
  }

  private ImageSection section(PlannedSection section) {
    List<ImageRelocation> entries =
        section.relocations().stream().map(ObjectEmitter::relocation).toList();
    return new ImageSection(
        section.name(),
        section.type(),
        section.flags() & ~ElfConstants.SHF_GROUP,
        section.alignment(),
        section.entrySize(),
        section.size(),
        section.data(),
        section.linkedTo(),
        entries.isEmpty() ? List.of() : List.of(RelocationList.ordinary(section.name(), entries)));
  }

  private static ImageRelocation relocation(PlannedRelocation relocation) {
    return new ImageRelocation(
        relocation.offset(),
        relocation.type(),
        relocation.symbol() + SYMBOLS_BEFORE,
        relocation.addend());
  }

  private List<ImageSymbol> symbols() {
    List<ImageSymbol> symbols = new ArrayList<>();
    symbols.add(fileSymbol());
    plan.symbols().forEach(symbol -> symbols.add(symbol(symbol)));
    for (int k = 0; k < plan.functions().size(); k++) {
      symbols.add(alias(AliasName.ofFunction(index, k), plan.functions().get(k).replacement()));
    }
    for (int k = 0; k < plan.callbacks().size(); k++) {
      symbols.add(alias(AliasName.ofCallback(index, k), plan.callbacks().get(k).function()));
    }
    return symbols;
  }

  private ImageSymbol fileSymbol() {
    String file = plan.object().substring(plan.object().lastIndexOf('/') + 1);
    return new ImageSymbol(
        file.replaceFirst("\\.o$", ".c"),
        SymbolType.FILE,
        SymbolBinding.LOCAL,
        0,
        SymbolPlace.ABSOLUTE,
        0,
        0);
  }

  private ImageSymbol symbol(PlannedSymbol symbol) {
    if (symbol instanceof PlannedSymbol.Defined defined) {
      return defined(defined.name(), defined, defined.global());
    }
    if (symbol instanceof PlannedSymbol.Unexported unexported) {
      KlpReference reference = KlpReference.from(plan.owner(), unexported);
      return ImageSymbol.undefined(reference.symbol(), SymbolBinding.WEAK);
    }
    return ImageSymbol.undefined(symbol.name(), SymbolBinding.GLOBAL);
  }

  private ImageSymbol alias(String name, int symbol) {
    if (plan.symbols().get(symbol) instanceof PlannedSymbol.Defined defined) {
      return defined(name, defined, true);
    }
    throw new IllegalArgumentException(
        plan.object() + " is to provide " + plan.symbols().get(symbol).name() + " but has it not");
  }

  private static ImageSymbol defined(String name, PlannedSymbol.Defined place, boolean global) {
    return new ImageSymbol(
        name,
        place.type(),
        global ? SymbolBinding.GLOBAL : SymbolBinding.LOCAL,
        place.other(),
        SymbolPlace.in(new SectionId(place.section())),
        place.value(),
        place.size());
  }
}
