package io.klpforge.emit.verify;

import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.Section;
import io.klpforge.emit.inspect.EnabledPatch;
import io.klpforge.emit.inspect.LoadTimeRecords;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The relocation sections that the kernel's livepatch code applies: name, flags, what they apply
 * to.
 *
 * <p>Source: klp_apply_section_relocs() and klp_apply_object_relocs(), kernel/livepatch/core.c,
 * Linux 6.1; Documentation/livepatch/module-elf-format.rst.
 */
final class KlpSections implements LoaderStep {
  private static final String PREFIX = ".klp.rela.";
  private static final Pattern NAME = Pattern.compile("\\.klp\\.rela\\.([^.]{1,55}).*");
  private static final long FLAGS = ElfConstants.SHF_ALLOC | ElfConstants.SHF_RELA_LIVEPATCH;

  @Override
  public String title() {
    return "livepatch relocation sections";
  }

  /** {@return the object a section is applied for; empty if the kernel cannot read its name} */
  static Optional<String> object(Section section) {
    Matcher matcher = NAME.matcher(section.name());
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** {@return whether a section is applied only when a module is there} */
  static boolean isOfModule(Section section) {
    return LoadedModule.isKlp(section)
        && object(section).filter(name -> !name.equals(RunningKernel.VMLINUX)).isPresent();
  }

  private static boolean isMeant(Section section) {
    return LoadedModule.isKlp(section) || section.name().startsWith(PREFIX);
  }

  @Override
  public void check(LoadedModule module, RunningKernel kernel, StepFindings findings) {
    List<Section> sections = module.elf().sections().stream().filter(KlpSections::isMeant).toList();
    sections.forEach(section -> check(section, module, kernel, findings));
    findings.examined(sections.size() + " sections");
  }

  private static void check(
      Section section, LoadedModule module, RunningKernel kernel, StepFindings findings) {
    Optional<String> object = object(section);
    if (object.isEmpty()) {
      findings.add(LoaderRule.KLP_SECTION_NAME, section.name(), "its name says no object");
    } else {
      checkApplied(section, object.get(), module, kernel, findings);
    }
    if ((section.flags() & FLAGS) != FLAGS || section.type() != ElfConstants.SHT_RELA) {
      String message =
          String.format("its flags are 0x%x, its type %d", section.flags(), section.type());
      findings.add(LoaderRule.KLP_SECTION_FLAGS, section.name(), message);
    }
    checkPlace(section, module, findings);
  }

  private static void checkPlace(Section section, LoadedModule module, StepFindings findings) {
    if (!module.target(section).map(module::isKept).orElse(false)) {
      findings.add(
          LoaderRule.KLP_SECTION_TARGET,
          section.name(),
          "sh_info is " + section.info() + ", not a section that takes memory");
    }
  }

  private static void checkApplied(
      Section section,
      String object,
      LoadedModule module,
      RunningKernel kernel,
      StepFindings findings) {
    boolean known =
        EnabledPatch.of(module.elf()).isPresent() || LoadTimeRecords.of(module.elf()).isPresent();
    boolean byObject = !object.equals(RunningKernel.VMLINUX) || kernel.image().relocatesLate();
    if (known && byObject && module.replaced(object).isEmpty()) {
      findings.add(
          LoaderRule.KLP_SECTION_OBJECT,
          section.name(),
          "the livepatch has no klp_object " + object);
    }
  }
}
