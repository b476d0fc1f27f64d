package io.klpforge.diff.select;

import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolBinding;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.SourceFiles;
import io.klpforge.diff.layout.SourceFiles.SourceFile;
import io.klpforge.diff.reproduce.Reproduction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The running kernel seen from one object: which of several symbols of a name is the object's own.
 *
 * <p>A local symbol is looked for among those that the object's source file left in the linked
 * kernel. Files of one name ({@code core.c}) are told apart by all their local symbols, sizes
 * included; where two stay equally likely, nothing is guessed.
 */
public final class KernelScope {
  private final KernelSymbols kernel;
  private final String owner;
  private final SourceFiles files;
  private final Map<SourceFile, List<Symbol>> locals = new HashMap<>();
  private final Map<SourceFile, List<SourceBlock>> blocks = new HashMap<>();
  private final Optional<SymbolIndex> index;
  private final Optional<Reproduction> reproduction;

  KernelScope(
      KernelSymbols kernel, String owner, ObjectLayout orig, Optional<Reproduction> reproduction) {
    this.reproduction = reproduction;
    this.kernel = kernel;
    this.owner = owner;
    this.files = SourceFiles.of(orig.object());
    this.index = kernel.index(owner);
    for (Symbol symbol : orig.object().symbols()) {
      boolean named = symbol.isFunction() || symbol.isObject();
      if (named && symbol.isLocal() && symbol.isDefined()) {
        locals.computeIfAbsent(files.of(symbol), file -> new ArrayList<>()).add(symbol);
      }
    }
  }

  /** {@return what the kernel's livepatch code does otherwise than that of Linux 5.8 and later} */
  Set<KernelFeature> features() {
    return kernel.features();
  }

  /**
   * {@return whether a symbol can only be reached by relocations that are applied after the
   * livepatch's special sections were read}
   */
  boolean isLate(PlannedSymbol symbol) {
    return symbol instanceof PlannedSymbol.Unexported unexported
        && (!unexported.provider().equals(KernelSymbols.VMLINUX)
            || features().contains(KernelFeature.LATE_RELOCATIONS));
  }

  /** {@return the kernel object that this one is compiled into} */
  public String owner() {
    return owner;
  }

  /** {@return the kernel's blocks of local symbols that may be those of one source file} */
  private List<SourceBlock> blocks(SourceFile file) {
    return blocks.computeIfAbsent(
        file,
        of -> {
          List<SourceBlock> all = index.orElseThrow().blocks(of.name());
          return likeliest(all, locals.getOrDefault(of, List.of()));
        });
  }

  private static List<SourceBlock> likeliest(List<SourceBlock> blocks, List<Symbol> locals) {
    if (blocks.size() < 2) {
      return blocks;
    }
    List<Long> matches = blocks.stream().map(block -> block.matches(locals)).toList();
    long best = Collections.max(matches);
    return IntStream.range(0, blocks.size())
        .filter(i -> matches.get(i) == best)
        .mapToObj(blocks::get)
        .toList();
  }

  /** {@return where the running kernel has a symbol that the original object defines} */
  Resolution own(Symbol symbol) {
    if (index.isEmpty()) {
      return new Resolution.NotFound("the kernel has no module " + owner);
    }
    List<Symbol> found = symbol.isLocal() ? locals(symbol) : index.get().global(symbol.name());
    Optional<Symbol> shown = shown(symbol);
    Optional<Symbol> disputed = reproduction.flatMap(compared -> compared.disputed(symbol));
    if (shown.isPresent() && disputed.isPresent()) {
      return contradiction(shown.get(), "and in its place to that at ", disputed.get());
    }
    if (shown.isPresent()) {
      return shown(shown.get(), found);
    }
    if (found.isEmpty() && symbol.isLocal()) {
      return new Resolution.NotFound(
          owner + " has no symbol " + symbol.name() + " from a file " + files.of(symbol).name());
    }
    return unexported(owner, index.get(), symbol.name(), found);
  }

  /** {@return the kernel's symbol that its own code shows to be this one} */
  private Optional<Symbol> shown(Symbol symbol) {
    return reproduction.flatMap(compared -> compared.shipped(symbol));
  }

  /** {@return whether this object's code was compared with the kernel's} */
  boolean isCompared() {
    return reproduction.isPresent();
  }

  /** Operands show one place; if name and source file leave but others, something is wrong. */
  private Resolution shown(Symbol shown, List<Symbol> named) {
    boolean contradicted =
        !named.isEmpty() && named.stream().noneMatch(symbol -> isSamePlace(symbol, shown));
    if (contradicted) {
      return contradiction(shown, "its source file's is at ", named.get(0));
    }
    return unexported(owner, index.orElseThrow(), shown.name(), List.of(shown));
  }

  private static boolean isSamePlace(Symbol one, Symbol other) {
    return one.value() == other.value() && one.place().equals(other.place());
  }

  private static Resolution contradiction(Symbol shown, String but, Symbol other) {
    return new Resolution.Contradiction(
        String.format(
            "the kernel's own code refers to the %s at 0x%x, %s0x%x",
            shown.name(), shown.value(), but, other.value()));
  }

  private List<Symbol> locals(Symbol symbol) {
    List<Symbol> found = new ArrayList<>();
    blocks(files.of(symbol)).forEach(block -> found.addAll(block.named(symbol.name())));
    return found;
  }

  private static Resolution unexported(
      String provider, SymbolIndex index, String name, List<Symbol> found) {
    if (found.isEmpty()) {
      return new Resolution.NotFound(provider + " has no symbol " + name);
    }
    if (found.size() > 1) {
      return new Resolution.NotFound(
          provider + " has " + found.size() + " symbols " + name + " and nothing tells which");
    }
    OptionalLong position = index.position(found.get(0));
    if (position.isEmpty()) {
      return new Resolution.NotFound(
          name + " in " + provider + " is at another position while the module loads than later");
    }
    PlannedSymbol planned = new PlannedSymbol.Unexported(name, provider, position.getAsLong());
    return new Resolution.Found(planned, "", Optional.of(found.get(0)));
  }

  /**
   * {@return how the livepatch may refer to a symbol of the running kernel}: by its export where
   * vmlinux exports it, else by a livepatch symbol; what is there under that name but has another
   * size is not what was meant, unless the definition is weak, as any other's may be linked then
   *
   * @param symbol as the original object defines it
   */
  Resolution reference(Symbol symbol) {
    boolean sure = shown(symbol).isPresent() || symbol.binding() == SymbolBinding.WEAK;
    Resolution own = sure ? own(symbol) : ofSameSize(symbol, own(symbol));
    Optional<Export> export = symbol.isLocal() ? Optional.empty() : vmlinuxExport(symbol.name());
    return own instanceof Resolution.Found && export.isPresent() ? exported(export.get()) : own;
  }

  private static Resolution ofSameSize(Symbol symbol, Resolution own) {
    if (own instanceof Resolution.Found found && found.symbol().isPresent()) {
      long size = found.symbol().get().size();
      if (size != symbol.size()) {
        return new Resolution.NotFound(
            String.format(
                "%s is %d bytes long in the running kernel, %d as compiled here",
                symbol.name(), size, symbol.size()));
      }
    }
    return own;
  }

  private Optional<Export> vmlinuxExport(String name) {
    return kernel
        .exports()
        .find(name)
        .filter(export -> export.owner().equals(KernelSymbols.VMLINUX));
  }

  /** {@return the module that exports the name, if one does} */
  Optional<Export> moduleExport(String name) {
    return kernel
        .exports()
        .find(name)
        .filter(export -> !export.owner().equals(KernelSymbols.VMLINUX));
  }

  /**
   * {@return the name as an ordinary import from the module that exports it, if the livepatch may
   * require that module}: the module loader fills it in before anything looks at the livepatch
   */
  Optional<Resolution.Found> required(String name) {
    return moduleExport(name)
        .filter(export -> kernel.requiresModules())
        .map(export -> (Resolution.Found) exported(export));
  }

  /** {@return where in the running kernel, modules included, a global name is defined} */
  Resolution global(String name) {
    Optional<Export> export = kernel.exports().find(name);
    if (export.isPresent()) {
      return export.get().owner().equals(KernelSymbols.VMLINUX)
          ? exported(export.get())
          : fromModule(export.get());
    }
    Resolution own = inObject(owner, name);
    boolean elsewhere = own instanceof Resolution.NotFound && !owner.equals(KernelSymbols.VMLINUX);
    return elsewhere ? inObject(KernelSymbols.VMLINUX, name) : own;
  }

  private static Resolution exported(Export export) {
    return new Resolution.Found(
        new PlannedSymbol.Exported(export.name()), export.namespace(), Optional.empty());
  }

  private Resolution fromModule(Export export) {
    if (owner.equals(KernelSymbols.VMLINUX)) {
      return new Resolution.NotFound(
          export.name()
              + " is exported by the module "
              + export.owner()
              + ", which vmlinux cannot depend on");
    }
    return inObject(export.owner(), export.name());
  }

  private Resolution inObject(String provider, String name) {
    Optional<SymbolIndex> symbols = kernel.index(provider);
    return symbols.isEmpty()
        ? new Resolution.NotFound("the kernel has no module " + provider)
        : unexported(provider, symbols.get(), name, symbols.get().global(name));
  }
}
