package io.klpforge.diff.select;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolType;
import io.klpforge.diff.reproduce.ShippedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The symbols of vmlinux or of one module as the running kernel finds them by name.
 *
 * <p>The kernel counts every symbol of a name, whatever its binding: in vmlinux by address, in a
 * module by its symbol table. Source: {@code klp_find_object_symbol()}, kernel/livepatch/core.c;
 * {@code module_kallsyms_on_each_symbol()}, kernel/module/kallsyms.c; scripts/mksysmap for what is
 * left out; Linux 6.1.
 */
public final class SymbolIndex {
  private final Map<String, List<Symbol>> byName = new HashMap<>();
  private final Map<String, List<Symbol>> live = new HashMap<>();
  private final Map<String, List<SourceBlock>> blocks = new HashMap<>();
  private final Supplier<ShippedImage> makeImage;
  private Optional<ShippedImage> image = Optional.empty();

  private SymbolIndex(Supplier<ShippedImage> makeImage) {
    this.makeImage = makeImage;
  }

  /** {@return the index of a vmlinux with its whole symbol table} */
  public static SymbolIndex ofVmlinux(ObjectFile vmlinux) {
    SymbolIndex index = new SymbolIndex(() -> ShippedImage.ofVmlinux(vmlinux));
    List<Symbol> symbols =
        new ArrayList<>(vmlinux.symbols().stream().filter(SymbolIndex::isInKallsyms).toList());
    symbols.sort((a, b) -> Long.compareUnsigned(a.value(), b.value()));
    symbols.forEach(symbol -> add(index.byName, symbol));
    symbols.forEach(symbol -> add(index.live, symbol));
    index.addBlocks(vmlinux, Symbol::isDefined);
    return index;
  }

  /**
   * {@return the index of a module}
   *
   * @param module the very file that is loaded
   * @param withFiles the same module with FILE symbols: its debug file, or {@code module} itself
   */
  public static SymbolIndex ofModule(ObjectFile module, ObjectFile withFiles) {
    SymbolIndex index = new SymbolIndex(() -> ShippedImage.ofModule(module, withFiles));
    for (Symbol symbol : module.symbols()) {
      if (symbol.id().index() != 0 && !symbol.isUndefined()) {
        add(index.byName, symbol);
        if (symbol.isDefined() && staysLoaded(module.section(symbol.place().section()))) {
          add(index.live, symbol);
        }
      }
    }
    index.addBlocks(withFiles, Symbol::isDefined);
    return index;
  }

  private static void add(Map<String, List<Symbol>> map, Symbol symbol) {
    map.computeIfAbsent(symbol.name(), name -> new ArrayList<>()).add(symbol);
  }

  private static boolean staysLoaded(Section section) {
    return section.isAllocated() && !section.name().startsWith(".init");
  }

  private static boolean isInKallsyms(Symbol symbol) {
    boolean kind = symbol.type() == SymbolType.NOTYPE || symbol.isFunction() || symbol.isObject();
    return kind && symbol.isDefined() && symbol.id().index() != 0 && !isLeftOut(symbol.name());
  }

  private static boolean isLeftOut(String name) {
    return name.isEmpty()
        || name.startsWith(".L")
        || name.startsWith("$")
        || name.equals("L0")
        || name.startsWith("__crc_")
        || name.startsWith("__kstrtab_")
        || name.startsWith("__kstrtabns_");
  }

  private void addBlocks(ObjectFile file, Predicate<Symbol> wanted) {
    SourceBlock block = new SourceBlock("");
    for (Symbol symbol : file.symbols()) {
      if (symbol.type() == SymbolType.FILE) {
        block = new SourceBlock(symbol.name());
        blocks.computeIfAbsent(symbol.name(), name -> new ArrayList<>()).add(block);
      } else if (symbol.isLocal() && wanted.test(symbol)) {
        block.add(symbol);
      }
    }
  }

  /** {@return the code and data that the symbols are in; made at the first question} */
  public synchronized ShippedImage image() {
    if (image.isEmpty()) {
      image = Optional.of(makeImage.get());
    }
    return image.get();
  }

  /** {@return the blocks of local symbols that stand behind a FILE symbol of that name} */
  List<SourceBlock> blocks(String sourceName) {
    return blocks.getOrDefault(sourceName, List.of());
  }

  /** {@return the symbols of a name, in the kernel's order} */
  public List<Symbol> named(String name) {
    return byName.getOrDefault(name, List.of());
  }

  /**
   * {@return the symbols of a name that the kernel finds once the module runs, in its order}; for
   * vmlinux the same as {@link #named}
   */
  public List<Symbol> running(String name) {
    return live.getOrDefault(name, List.of());
  }

  /**
   * {@return the position by which the kernel finds {@code symbol}: 0 if its name is unique}; empty
   * if it is not found, or not by the same position while a module is loading and when it runs
   *
   * @param symbol as in one of the files given, perhaps not the very one with the position
   */
  public OptionalLong position(Symbol symbol) {
    List<Symbol> all = named(symbol.name());
    List<Symbol> running = live.getOrDefault(symbol.name(), List.of());
    int inAll = indexOf(all, symbol);
    int inRunning = indexOf(running, symbol);
    if (inAll < 0 || inRunning < 0) {
      return OptionalLong.empty();
    }
    if (all.size() == 1) {
      return OptionalLong.of(0);
    }
    return inAll == inRunning ? OptionalLong.of(inAll + 1L) : OptionalLong.empty();
  }

  /** {@return the source file's name that a local symbol stands behind, such as {@code core.c}} */
  public Optional<String> source(Symbol symbol) {
    return blocks.values().stream()
        .flatMap(List::stream)
        .filter(block -> indexOf(block.named(symbol.name()), symbol) >= 0)
        .map(SourceBlock::source)
        .findFirst();
  }

  private static int indexOf(List<Symbol> symbols, Symbol wanted) {
    for (int i = 0; i < symbols.size(); i++) {
      Symbol symbol = symbols.get(i);
      boolean same =
          symbol.value() == wanted.value()
              && symbol.type() == wanted.type()
              && symbol.size() == wanted.size()
              && symbol.place().equals(wanted.place());
      if (same) {
        return i;
      }
    }
    return -1;
  }

  /** {@return the global or weak definition of a name} */
  List<Symbol> global(String name) {
    return named(name).stream()
        .filter(symbol -> !symbol.isLocal())
        .sorted(Comparator.comparing(symbol -> symbol.id().index()))
        .toList();
  }
}
