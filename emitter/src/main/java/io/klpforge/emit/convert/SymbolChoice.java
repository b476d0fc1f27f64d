package io.klpforge.emit.convert;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import io.klpforge.diff.layout.SectionRole;
import io.klpforge.diff.select.EarlyReference;
import io.klpforge.diff.select.Export;
import io.klpforge.diff.special.SpecialSection;
import io.klpforge.emit.livepatch.KlpReference;
import io.klpforge.emit.livepatch.KlpSymbolName;
import io.klpforge.emit.write.ImageSection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides for each undefined symbol of a module what it means. */
final class SymbolChoice {
  private final HandwrittenModule module;
  private final KernelNames kernel;
  private final Loading loading;
  private final Map<Integer, Annotation> annotations = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  SymbolChoice(HandwrittenModule module, KernelNames kernel) {
    this.module = module;
    this.kernel = kernel;
    this.loading = new Loading(module.targets(), kernel);
  }

  List<Finding> findings() {
    return findings;
  }

  /** {@return a decision for each symbol that code or data refers to, as far as there is one} */
  List<Decision> decide() {
    List<Integer> references = module.references();
    Set<Integer> used = Set.copyOf(references);
    Annotations.of(module.image()).forEach(annotation -> add(annotation, used));
    Annotations.damaged(module.image()).forEach(this::addDamaged);
    List<Decision> decisions = new ArrayList<>();
    references.forEach(symbol -> decide(symbol).ifPresent(decisions::add));
    decisions.forEach(this::checkTiming);
    return decisions;
  }

  private void add(Annotation annotation, Set<Integer> used) {
    if (!used.contains(annotation.symbol())) {
      findings.add(
          new Finding(
              "unused-annotation",
              Severity.WARNING,
              where(annotation.name()),
              "it is annotated, and nothing refers to it",
              "take the annotation away, or look whether a name is misspelt"));
      return;
    }
    Annotation first = annotations.putIfAbsent(annotation.symbol(), annotation);
    if (first != null && !first.equals(annotation)) {
      error(
          "conflicting-annotation",
          annotation.name(),
          String.format(
              "it is said to be number %d of %s, and number %d of %s",
              first.position(), first.object(), annotation.position(), annotation.object()),
          "a name means one symbol in the whole module; keep one annotation, or use"
              + " KLP_RELOC_SYMBOL() with a name of your own for each");
    }
  }

  private void addDamaged(String section) {
    error(
        "wrong-annotation",
        section,
        "it has a relocation that is no record's: a pointer to a symbol and a position of 32 bits",
        "make annotations with KLP_MODULE_RELOC() and KLP_SYMPOS() of the header that klpforge"
            + " convert --print-header prints");
  }

  private Optional<Decision> decide(int symbol) {
    String name = module.image().symbols().get(symbol).name();
    if (KlpReference.isOne(name)) {
      return named(symbol, name);
    }
    Annotation annotation = annotations.get(symbol);
    return annotation == null ? automatic(symbol, name) : annotated(symbol, annotation);
  }

  /** {@code KLP_RELOC_SYMBOL}: the name says it all. */
  private Optional<Decision> named(int symbol, String name) {
    Optional<KlpReference> reference = KlpReference.parse(name);
    if (reference.isEmpty()) {
      error(
          "klp-name",
          name,
          "a livepatch cannot name this",
          "the form is .klp.sym.rela.<loading>.<providing>.<name>,<position>; use"
              + " KLP_RELOC_SYMBOL() of the header that klpforge convert --print-header prints");
      return Optional.empty();
    }
    KlpSymbolName target = reference.get().target();
    boolean apart = kernel.keepsVmlinuxApart() && isVmlinux(target.object());
    if (apart && !isVmlinux(reference.get().loading())) {
      error(
          "klp-section",
          target.name(),
          "it is in vmlinux, and annotated to be filled in when "
              + reference.get().loading()
              + " is loaded",
          "this kernel refuses that; write KLP_RELOC_SYMBOL(vmlinux, vmlinux, "
              + target.name()
              + ", "
              + target.position()
              + ")");
      return Optional.empty();
    }
    return chosen(target, name).map(found -> new Decision(symbol, reference, "annotated"));
  }

  private Optional<Decision> annotated(int symbol, Annotation annotation) {
    KlpSymbolName target =
        new KlpSymbolName(annotation.object(), annotation.name(), annotation.position());
    return chosen(target, annotation.name())
        .flatMap(found -> referTo(symbol, found, annotation.position(), "annotated"));
  }

  /** The kernel takes position 0, and position 1, for the only one of a name. */
  private Optional<Candidate> chosen(KlpSymbolName target, String name) {
    List<Candidate> all = kernel.candidates(target.name());
    List<Candidate> there =
        all.stream().filter(candidate -> candidate.object().equals(target.object())).toList();
    if (there.size() == 1 && target.position() <= 1) {
      return Optional.of(there.get(0));
    }
    Optional<Candidate> found =
        there.stream().filter(candidate -> candidate.position() == target.position()).findFirst();
    if (found.isEmpty()) {
      error(
          "wrong-annotation",
          name,
          String.format(
              "%s has %d symbols of that name, and the annotation means %s",
              target.object(),
              there.size(),
              target.position() == 0 ? "the only one" : "number " + target.position()),
          all.isEmpty() ? "no object of the kernel has one" : choices(all));
    }
    return found;
  }

  private Optional<Decision> automatic(int symbol, String name) {
    Optional<Export> export = kernel.export(name);
    if (export.isPresent() && !loading.isBefore(export.get().owner())) {
      return Optional.of(new Decision(symbol, Optional.empty(), "exported"));
    }
    List<Candidate> all = kernel.meant(name);
    if (all.size() == 1) {
      String why = export.isPresent() ? "exported by a module that may come later" : "the only one";
      return referTo(symbol, all.get(0), 0, why);
    }
    if (all.isEmpty()) {
      return Optional.of(new Decision(symbol, Optional.empty(), "not in this kernel"));
    }
    error("ambiguous-symbol", name, "the kernel has " + all.size() + " of that name", choices(all));
    return Optional.empty();
  }

  private static String choices(List<Candidate> all) {
    return "choose one, by its line in the source:\n      "
        + all.stream().map(Candidate::text).collect(Collectors.joining("\n      "));
  }

  private Optional<Decision> referTo(int symbol, Candidate found, long position, String why) {
    List<String> objects = loading.objects(found.object());
    if (objects.size() != 1) {
      error(
          "no-loading-object",
          found.name(),
          "it is in the module "
              + found.object()
              + ", and "
              + (objects.isEmpty()
                  ? "the livepatch patches neither that nor a module that needs it"
                  : "several modules patched need it: " + String.join(", ", objects)),
          "the kernel fills it in when a module patched is loaded; add a klp_object with .name = \""
              + found.object()
              + "\" (its array of functions may be empty), or write KLP_RELOC_SYMBOL(<module"
              + " patched>, "
              + found.object()
              + ", "
              + found.name()
              + ", "
              + position
              + ")");
      return Optional.empty();
    }
    KlpSymbolName target = new KlpSymbolName(found.object(), found.name(), position);
    return Optional.of(
        new Decision(symbol, Optional.of(new KlpReference(objects.get(0), target)), why));
  }

  /** What the kernel reads before it fills in a module's references must not need one. */
  private void checkTiming(Decision decision) {
    decision
        .reference()
        .filter(reference -> !isVmlinux(reference.loading()))
        .ifPresent(
            reference ->
                module
                    .sectionsUsing(decision.symbol())
                    .forEach(section -> checkTiming(section, reference.target())));
  }

  private void checkTiming(ImageSection section, KlpSymbolName target) {
    Optional<SpecialSection> table =
        SectionRole.isAuxiliaryCode(section.name())
            ? Optional.of(SpecialSection.ALTINSTRUCTIONS)
            : SpecialSection.of(section.name());
    table.ifPresent(
        found -> {
          EarlyReference rule = EarlyReference.of(found);
          error(
              rule.id(),
              target.name(),
              "it is in the module " + target.object() + ", and " + section.name() + " needs it",
              "the kernel reads that section before livepatch relocations for it are applied; "
                  + rule.remedy());
        });
  }

  private static boolean isVmlinux(String object) {
    return object.equals(KlpReference.VMLINUX);
  }

  private String where(String name) {
    return module.name() + ": " + name;
  }

  private void error(String rule, String name, String message, String remedy) {
    findings.add(new Finding(rule, Severity.ERROR, where(name), message, remedy));
  }
}
