package io.klpforge.emit.verify;

/** One step of the kernel's loader; a class each, listed in {@link LoaderSimulator}. */
interface LoaderStep {

  /** {@return what the step does, in a few words} */
  String title();

  /** Says what is wrong with the module at this step. */
  void check(LoadedModule module, RunningKernel kernel, StepFindings findings);
}
