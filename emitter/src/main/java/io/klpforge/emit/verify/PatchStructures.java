package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.emit.inspect.EnabledPatch;
import io.klpforge.emit.inspect.LoadTimeRecords;
import io.klpforge.emit.inspect.ReplacedObject;
import io.klpforge.emit.inspect.ReplacedObject.ReplacedFunction;
import io.klpforge.emit.inspect.StructureGap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The structures the module hands to {@code klp_enable_patch()}.
 *
 * <p>Source: klp_enable_patch(), klp_init_object() and klp_init_func(), kernel/livepatch/core.c,
 * Linux 6.1.
 */
final class PatchStructures implements LoaderStep {
  /** {@code MODULE_NAME_LEN}. */
  private static final int NAME_LIMIT = 56;

  @Override
  public String title() {
    return "livepatch structures";
  }

  @Override
  public void check(LoadedModule module, RunningKernel kernel, StepFindings findings) {
    boolean called =
        module.imports().stream().anyMatch(symbol -> symbol.name().equals("klp_enable_patch"));
    if (!called) {
      findings.add(LoaderRule.NO_KLP_ENABLE, "", "it does not call klp_enable_patch()");
    }
    EnabledPatch.of(module.elf()).ifPresent(patch -> check(patch, module, findings));
    LoadTimeRecords.of(module.elf()).ifPresent(records -> check(records, module, findings));
    List<ReplacedObject> objects = module.livepatch().objects();
    if (objects.isEmpty() && findings.isEmpty()) {
      findings.add(
          LoaderRule.NO_KLP_STRUCTURES, "", "its livepatch structures are not in the file");
    }
    checkObjects(objects, findings);
    objects.forEach(object -> checkFunctions(object, module, kernel, findings));
    findings.examined(summary(objects));
  }

  private static void check(LoadTimeRecords records, LoadedModule module, StepFindings findings) {
    findings.add(
        LoaderRule.LOAD_TIME_STRUCTURES,
        records.section(),
        "its livepatch structures are made from these records when it is loaded");
    long size = module.elf().section(records.section()).map(Section::size).orElse(0L);
    if (size == 0 || size % records.recordSize() != 0) {
      findings.add(
          LoaderRule.KLP_STRUCTURE,
          records.section(),
          "it has " + size + " bytes, a record has " + records.recordSize());
    }
    addGaps(records.gaps(), findings);
  }

  private static String summary(List<ReplacedObject> objects) {
    long functions = objects.stream().mapToLong(object -> object.functions().size()).sum();
    return objects.size() + " objects, " + functions + " functions";
  }

  private static void check(EnabledPatch patch, LoadedModule module, StepFindings findings) {
    if (!patch.hasModule()) {
      findings.add(LoaderRule.KLP_STRUCTURE, "klp_patch", "its member mod is not set");
    }
    if (patch.objects().isEmpty()) {
      findings.add(LoaderRule.KLP_STRUCTURE, "klp_patch", "its member objs is not set");
    }
    addGaps(patch.gaps(module.elf()), findings);
  }

  private static void addGaps(List<StructureGap> gaps, StepFindings findings) {
    gaps.forEach(
        gap ->
            findings.add(
                LoaderRule.KLP_STRUCTURE,
                gap.structure(),
                "its member " + gap.member() + " is not set"));
  }

  private static void checkObjects(List<ReplacedObject> objects, StepFindings findings) {
    Set<String> names = new HashSet<>();
    for (ReplacedObject object : objects) {
      if (!names.add(object.name())) {
        findings.add(
            LoaderRule.DUPLICATE_KLP_OBJECT, object.name(), "there are two objects of that name");
      }
      if (object.name().length() >= NAME_LIMIT) {
        findings.add(
            LoaderRule.KLP_OBJECT_NAME,
            object.name(),
            "the name has " + object.name().length() + " characters");
      }
    }
  }

  private static void checkFunctions(
      ReplacedObject object, LoadedModule module, RunningKernel kernel, StepFindings findings) {
    int limit = kernel.version().symbolNameLength();
    Set<String> keys = new HashSet<>();
    for (ReplacedFunction function : object.functions()) {
      String place = object.name() + ":" + function.oldName();
      String key = function.oldName() + "," + Math.max(function.position(), 1);
      if (!keys.add(key)) {
        findings.add(
            LoaderRule.DUPLICATE_KLP_FUNCTION, place, "it is replaced twice: \"" + key + "\"");
      }
      if (function.oldName().length() >= limit) {
        findings.add(
            LoaderRule.KLP_FUNCTION_NAME,
            object.name(),
            "a name of " + function.oldName().length() + " characters");
      }
      checkPlace(function, module, place, findings);
    }
  }

  private static void checkPlace(
      ReplacedFunction function, LoadedModule module, String place, StepFindings findings) {
    Section section = module.elf().section(function.place().section());
    Optional<Symbol> symbol =
        module.elf().symbols().stream()
            .filter(candidate -> candidate.isIn(section.id()) && candidate.isFunction())
            .filter(candidate -> candidate.value() == function.place().offset())
            .findFirst();
    if (symbol.isEmpty() || section.name().startsWith(".init")) {
      String where = LoadedModule.plus(section.name(), function.place().offset());
      findings.add(
          LoaderRule.NEW_FUNCTION_PLACE, place, "its replacement is at " + where + ", no function");
    }
  }
}
