package io.klpforge.driver.run;

import io.klpforge.driver.kernel.KernelOverrides;
import io.klpforge.driver.kernel.KlpArch;
import io.klpforge.driver.sign.SigningKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a build is to do.
 *
 * @param patches unified diffs, applied in order; none to compile the kernel as it is
 * @param release the shipped kernel to patch; empty for a kernel built from its source tree
 * @param root directory that the shipped kernel's packages are installed or unpacked in
 * @param given parts of the kernel that are elsewhere
 * @param name the module's name; empty: made from the patch's
 * @param output directory for the {@code .ko}
 * @param jobs how many compilers run at once
 * @param replace whether loading it takes all earlier livepatches away; never where it is split
 * @param split whether to make a module for each kernel object patched
 * @param skipCompilerCheck accept another compiler than the kernel's
 * @param keepTemp leave the work directory
 * @param trustBaseline go on where the rebuilt original is not the running kernel's code
 * @param signing what to sign the module with; empty to leave it unsigned
 * @param explain whether to find out why each changed function changed
 * @param acceptedLayouts structures, unions and enums whose change of layout the author accepts
 * @param klpArch whether alternatives go into {@code .klp.arch} sections
 * @param leaveOutInit whether to go on without changes of init code, if there are others
 * @param requireModules whether the livepatch may require modules to be loaded before it
 * @param mostObjects a patch that may concern more objects than that is not compiled
 * @param from the step to begin with, in the work directory an earlier run left
 */
public record BuildRequest(
    List<Path> patches,
    Optional<String> release,
    Path root,
    KernelOverrides given,
    Optional<String> name,
    Path output,
    int jobs,
    boolean replace,
    boolean split,
    boolean skipCompilerCheck,
    boolean keepTemp,
    boolean trustBaseline,
    Optional<SigningKey> signing,
    boolean explain,
    Set<String> acceptedLayouts,
    KlpArch klpArch,
    boolean leaveOutInit,
    boolean requireModules,
    int mostObjects,
    Step from) {

  /** The steps of a build, in order; each leaves its work in a numbered directory. */
  public enum Step {
    /** Compile the original objects: {@code 1-orig}. */
    orig,
    /** Compile the patched objects: {@code 2-patched}. */
    patched,
    /** Compare and plan: {@code 3-diff}. */
    diff,
    /** Link and convert: {@code 4-module}. */
    module
  }

  /** Copies the lists. */
  public BuildRequest {
    replace = replace && !split;
    patches = List.copyOf(patches);
    acceptedLayouts = Set.copyOf(acceptedLayouts);
  }

  /**
   * {@return the request to make a livepatch of patches for the same kernel, changes explained}
   *
   * @param name the module's
   * @param output directory for the {@code .ko}
   * @param withoutInit whether to go on without changes of init code
   * @param most a patch that may concern more objects is not compiled
   */
  public BuildRequest of(
      List<Path> given, String name, Path output, boolean withoutInit, int most) {
    return new BuildRequest(
        given,
        release,
        root,
        this.given,
        Optional.of(name),
        output,
        jobs,
        true,
        false,
        skipCompilerCheck,
        keepTemp,
        trustBaseline,
        signing,
        true,
        acceptedLayouts,
        klpArch,
        withoutInit,
        requireModules,
        most,
        from);
  }

  /** {@return the request to compile parts of a kernel as they are} */
  public static BuildRequest withoutPatch(
      Optional<String> release,
      Path root,
      KernelOverrides given,
      int jobs,
      boolean skipCompilerCheck) {
    return new BuildRequest(
        List.of(),
        release,
        root,
        given,
        Optional.empty(),
        Path.of(""),
        jobs,
        false,
        false,
        skipCompilerCheck,
        false,
        false,
        Optional.empty(),
        false,
        Set.of(),
        KlpArch.auto,
        false,
        false,
        Integer.MAX_VALUE,
        Step.orig);
  }
}
