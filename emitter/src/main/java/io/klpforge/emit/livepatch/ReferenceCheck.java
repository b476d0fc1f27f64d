package io.klpforge.emit.livepatch;

import io.klpforge.diff.arch.Architecture;
import io.klpforge.diff.arch.RelocationType;
import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import io.klpforge.diff.select.KernelFeature;
import io.klpforge.emit.write.ElfImage;
import io.klpforge.emit.write.ImageRelocation;
import io.klpforge.emit.write.ImageSection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the kernel would refuse in a livepatch relocation. */
final class ReferenceCheck {
  private final String module;
  private final ElfImage image;
  private final LivepatchSymbols symbols;
  private final Architecture machine;
  private final boolean late;
  private final Set<Finding> findings = new LinkedHashSet<>();

  private ReferenceCheck(String module, ElfImage image, LivepatchSymbols symbols, boolean late) {
    this.late = late;
    this.module = module;
    this.image = image;
    this.symbols = symbols;
    this.machine = Architecture.of(image.header());
  }

  /** {@return what is wrong, in file order} */
  static List<Finding> check(
      String module, ElfImage image, LivepatchSymbols symbols, Set<KernelFeature> features) {
    boolean late = features.contains(KernelFeature.LATE_RELOCATIONS);
    ReferenceCheck check = new ReferenceCheck(module, image, symbols, late);
    for (ImageSection section : image.sections()) {
      section.tables().stream()
          .flatMap(table -> table.entries().stream())
          .forEach(entry -> check.check(section, entry));
    }
    return new ArrayList<>(check.findings);
  }

  private void check(ImageSection section, ImageRelocation entry) {
    checkType(section, entry);
    Optional<KlpReference> reference = symbols.referenceOf(entry);
    reference.ifPresent(present -> check(section, entry, present));
    if (reference.isEmpty() && isUnreadable(entry)) {
      reportName(
          image.symbols().get(entry.symbol()).name(),
          "it is not of the form <loading>.<object>.<name>,<position>");
    }
  }

  private boolean isUnreadable(ImageRelocation entry) {
    return entry.symbol() != ImageRelocation.NO_SYMBOL
        && KlpReference.isOne(image.symbols().get(entry.symbol()).name());
  }

  private void check(ImageSection section, ImageRelocation entry, KlpReference reference) {
    KlpSymbolName target = reference.target();
    KlpSymbolName.objectProblem(reference.loading())
        .or(target::problem)
        .ifPresent(why -> reportName(target.symbol(), why));
    if (!late
        && target.object().equals(KlpReference.VMLINUX)
        && !reference.loading().equals(KlpReference.VMLINUX)) {
      report(
          "klp-section",
          where(section, entry),
          "a relocation of module " + reference.loading() + " names vmlinux's " + target.name(),
          "the kernel refuses vmlinux symbols there; this is a defect of the object's emitter");
    }
    checkReach(section, entry, target);
    checkReturn(section, entry, target);
    if (!isClear(section, entry)) {
      report(
          "nonzero-site",
          where(section, entry),
          "the bytes under a livepatch relocation are not zero",
          "the kernel takes them for an applied relocation and refuses the module;"
              + " see what wrote there");
    }
  }

  /** What lies in the kernel is far from a module and has another TOC. */
  private void checkReach(ImageSection section, ImageRelocation entry, KlpSymbolName target) {
    boolean reaches =
        machine.reachesKernel(entry.type(), Set.of())
            || machine.reachesKernel(entry.type(), typesTogether(section, entry));
    if (!reaches) {
      report(
          "out-of-reach",
          where(section, entry),
          machine.relocations().get(entry.type()).name()
              + " cannot reach "
              + target.name()
              + " from a module",
          "compile so that such addresses are read from memory: with -mcmodel=large on ppc64le,"
              + " with -mcmodel=extreme on loongarch64");
    }
  }

  private static Set<Integer> typesTogether(ImageSection section, ImageRelocation entry) {
    return section.tables().stream()
        .flatMap(table -> table.entries().stream())
        .filter(other -> other.symbol() == entry.symbol() && other.addend() == entry.addend())
        .map(ImageRelocation::type)
        .collect(Collectors.toSet());
  }

  /** The kernel's function changes r2, and the loader needs a NOP for what restores it. */
  private void checkReturn(ImageSection section, ImageRelocation entry, KlpSymbolName target) {
    boolean there = entry.offset() >= 0 && entry.offset() < section.data().length();
    if (there && machine.staysInModule(section.data(), (int) entry.offset(), entry.type())) {
      report(
          "sibling-call",
          where(section, entry),
          "it jumps to " + target.name() + ", or calls it without a NOP behind the call",
          "it would go on with another TOC; compile with -fno-optimize-sibling-calls, and put a nop"
              + " behind calls in assembly");
    }
  }

  private boolean isClear(ImageSection section, ImageRelocation entry) {
    return machine
        .relocations()
        .find(entry.type())
        .map(type -> type.field().isClear(section.data(), entry.offset()))
        .orElse(true);
  }

  private void checkType(ImageSection section, ImageRelocation entry) {
    boolean loadable =
        machine.relocations().find(entry.type()).map(RelocationType::isLoadable).orElse(false);
    if (section.isAllocated() && !loadable) {
      report(
          "klp-relocation-type",
          where(section, entry),
          "relocation type " + entry.type() + " is unknown to the kernel's module loader",
          "the kernel refuses the module; compile with the kernel's own flags");
    }
  }

  private String where(ImageSection section, ImageRelocation entry) {
    return String.format("%s: %s+0x%x", module, section.name(), entry.offset());
  }

  private void reportName(String symbol, String why) {
    report(
        "klp-name",
        module + ": " + symbol,
        "a livepatch cannot name this",
        why + "; change the patch so that it does not need it");
  }

  private void report(String rule, String where, String message, String remedy) {
    findings.add(new Finding(rule, Severity.ERROR, where, message, remedy));
  }
}
