package io.klpforge.emit.convert;

import io.klpforge.diff.arch.Architecture;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.SymbolPlace;
import io.klpforge.emit.inspect.LivepatchModule;
import io.klpforge.emit.inspect.ReplacedObject;
import io.klpforge.emit.livepatch.KlpReference;
import io.klpforge.emit.livepatch.KlpSymbolName;
import io.klpforge.emit.write.ElfImage;
import io.klpforge.emit.write.ImageRelocation;
import io.klpforge.emit.write.ImageSection;
import io.klpforge.emit.write.ImageSymbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A module as its author's build left it.
 *
 * @param name file name, for findings
 * @param image what it holds
 * @param targets the modules it patches, by the names of its {@code klp_object} structures
 */
public record HandwrittenModule(String name, ElfImage image, Set<String> targets) {
  private static final String VMLINUX = KlpReference.VMLINUX;

  /** {@return the module in a file that was read} */
  public static HandwrittenModule of(String name, ObjectFile file) {
    Set<String> targets =
        LivepatchModule.of(file).objects().stream()
            .map(ReplacedObject::name)
            .filter(object -> !object.equals(VMLINUX))
            .collect(Collectors.toCollection(TreeSet::new));
    return new HandwrittenModule(name, ElfImage.of(file), targets);
  }

  /**
   * {@return places of the undefined symbols that code or data refers to}, without those that the
   * module loader makes for each module, such as {@code .TOC.}
   */
  List<Integer> references() {
    Set<Integer> used =
        image.sections().stream()
            .filter(section -> section.isAllocated() && !Annotations.isOne(section))
            .flatMap(section -> section.tables().stream())
            .filter(table -> !table.isLivepatch())
            .flatMap(table -> table.entries().stream())
            .map(ImageRelocation::symbol)
            .collect(Collectors.toSet());
    Architecture machine = Architecture.of(image.header());
    return IntStream.range(0, image.symbols().size())
        .filter(i -> used.contains(i) && isReference(image.symbols().get(i)))
        .filter(i -> !machine.comesWithModule(image.symbols().get(i).name()))
        .boxed()
        .toList();
  }

  private static boolean isReference(ImageSymbol symbol) {
    return symbol.place().kind() == SymbolPlace.Kind.UNDEFINED && !symbol.name().isEmpty();
  }

  /** {@return the names that code or data refers to and this module does not define, sorted} */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (int symbol : references()) {
      String text = image.symbols().get(symbol).name();
      names.add(KlpReference.parse(text).map(found -> found.target().name()).orElse(text));
    }
    Annotations.of(image).forEach(annotation -> names.add(annotation.name()));
    return names;
  }

  /** {@return what its author says of names, in both forms; empty once it is converted} */
  public List<AnnotatedName> annotations() {
    List<AnnotatedName> all = new ArrayList<>();
    Annotations.of(image).stream()
        .map(one -> new AnnotatedName(one.name(), one.object(), one.position(), Optional.empty()))
        .forEach(all::add);
    image.symbols().stream()
        .filter(HandwrittenModule::isReference)
        .flatMap(symbol -> KlpReference.parse(symbol.name()).stream())
        .map(HandwrittenModule::annotated)
        .forEach(all::add);
    return all;
  }

  private static AnnotatedName annotated(KlpReference reference) {
    KlpSymbolName target = reference.target();
    return new AnnotatedName(
        target.name(), target.object(), target.position(), Optional.of(reference.loading()));
  }

  /** {@return the allocated sections with a relocation against a symbol} */
  List<ImageSection> sectionsUsing(int symbol) {
    return image.sections().stream()
        .filter(ImageSection::isAllocated)
        .filter(section -> !Annotations.isOne(section))
        .filter(
            section ->
                section.tables().stream()
                    .flatMap(table -> table.entries().stream())
                    .anyMatch(entry -> entry.symbol() == symbol))
        .toList();
  }
}
