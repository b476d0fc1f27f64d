package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Symbol;
import io.klpforge.emit.inspect.ReplacedObject;
import io.klpforge.emit.inspect.ReplacedObject.ReplacedFunction;
import java.util.Optional;

/**
 * The functions to be replaced: each is found in exactly one place, and ftrace can turn it.
 *
 * <p>Source: klp_init_object_loaded(), kernel/livepatch/core.c; klp_patch_func(),
 * kernel/livepatch/patch.c; ftrace_location(), kernel/trace/ftrace.c; Linux 6.1.
 */
final class OldFunctions implements LoaderStep {
  @Override
  public String title() {
    return "functions to be replaced";
  }

  @Override
  public void check(LoadedModule module, RunningKernel kernel, StepFindings findings) {
    int count = 0;
    for (ReplacedObject object : module.livepatch().objects()) {
      Optional<TargetModule> target =
          object.name().equals(RunningKernel.VMLINUX)
              ? Optional.empty()
              : kernel.module(object.name());
      if (target.isEmpty() && !object.name().equals(RunningKernel.VMLINUX)) {
        findings.add(
            LoaderRule.UNKNOWN_TARGET_MODULE,
            object.name(),
            "the kernel has no module of that name; the livepatch waits for it");
        continue;
      }
      for (ReplacedFunction function : object.functions()) {
        count++;
        check(function, object.name(), target, kernel, findings);
      }
    }
    findings.examined(count + " functions");
  }

  private static void check(
      ReplacedFunction function,
      String object,
      Optional<TargetModule> target,
      RunningKernel kernel,
      StepFindings findings) {
    TargetSymbol wanted =
        new TargetSymbol(
            kernel, object, function.oldName(), function.position(), TargetSymbol.OLD_FUNCTION);
    String place = object + ":" + function.oldName();
    if (target.isPresent()) {
      wanted
          .inModule(target.get(), place, findings)
          .filter(symbol -> !hasEntry(target.get(), symbol))
          .ifPresent(symbol -> add(Consequence.TARGET_LOAD, place, findings));
    } else {
      wanted
          .inVmlinux(place, findings)
          .filter(symbol -> !hasEntry(kernel.image(), symbol))
          .ifPresent(symbol -> add(Consequence.INSMOD, place, findings));
    }
  }

  private static boolean hasEntry(KernelImage image, Symbol symbol) {
    return image.isCode(symbol) && image.hasFtraceEntry(symbol);
  }

  private static boolean hasEntry(TargetModule module, Symbol symbol) {
    return module.isCode(symbol) && module.hasFtraceEntry(symbol);
  }

  private static void add(Consequence when, String place, StepFindings findings) {
    findings.add(
        LoaderRule.NO_FTRACE_LOCATION, when, place, "it has no ftrace entry in the running kernel");
  }
}
