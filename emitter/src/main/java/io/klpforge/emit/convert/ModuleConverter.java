package io.klpforge.emit.convert;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.select.KernelFeature;
import io.klpforge.emit.livepatch.Conversion;
import io.klpforge.emit.livepatch.KlpReference;
import io.klpforge.emit.livepatch.LivepatchConverter;
import io.klpforge.emit.write.ElfImage;
import io.klpforge.emit.write.ImageSymbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gives each reference the name that the converter knows, and has it convert. */
public final class ModuleConverter {
  private ModuleConverter() {}

  /**
   * {@return what became of a module}
   *
   * @throws io.klpforge.emit.write.UnwritableElfException if it is none that Kbuild links
   */
  public static ModuleConversion convert(HandwrittenModule module, KernelNames kernel) {
    SymbolChoice choice = new SymbolChoice(module, kernel);
    List<Decision> decisions =
        choice.decide().stream().filter(decision -> decision.reference().isPresent()).toList();
    List<Finding> findings = new ArrayList<>(choice.findings());
    List<String> told = decisions.stream().map(decision -> text(module, decision)).toList();
    ModuleConversion undone = new ModuleConversion(Optional.empty(), told, findings);
    boolean annotated = module.image().sections().stream().anyMatch(Annotations::isOne);
    if (undone.isRefused() || (decisions.isEmpty() && !annotated)) {
      return undone;
    }
    ElfImage renamed =
        Annotations.remove(LivepatchConverter.needed(rename(module.image(), decisions)));
    ElfImage loadable = Dependencies.drop(renamed, decisions);
    Conversion conversion = LivepatchConverter.convert(module.name(), loadable, features(kernel));
    findings.addAll(conversion.findings());
    return new ModuleConversion(conversion.module(), told, findings);
  }

  private static Set<KernelFeature> features(KernelNames kernel) {
    return kernel.keepsVmlinuxApart() ? Set.of() : Set.of(KernelFeature.LATE_RELOCATIONS);
  }

  private static String text(HandwrittenModule module, Decision decision) {
    KlpReference reference = decision.reference().orElseThrow();
    return String.format(
        "%s: %s of %s, position %d (%s)",
        module.name(),
        reference.target().name(),
        reference.target().object(),
        reference.target().position(),
        decision.why());
  }

  private static ElfImage rename(ElfImage image, List<Decision> decisions) {
    List<ImageSymbol> symbols = new ArrayList<>(image.symbols());
    for (Decision decision : decisions) {
      ImageSymbol old = symbols.get(decision.symbol());
      String name = decision.reference().orElseThrow().symbol();
      symbols.set(decision.symbol(), ImageSymbol.undefined(name, old.binding()));
    }
    return image.withSymbols(symbols);
  }
}
