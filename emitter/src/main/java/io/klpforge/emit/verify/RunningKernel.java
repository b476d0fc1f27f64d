package io.klpforge.emit.verify;

import io.klpforge.diff.select.ExportTable;
import io.klpforge.emit.signature.SignerId;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The kernel that will load the module, as far as files tell.
 *
 * @param release as {@code uname -r} prints it
 * @param machine {@code e_machine} of its vmlinux
 * @param vermagic what it compares modules' with; empty if unknown
 * @param options names of the options set in its configuration, without {@code CONFIG_}
 * @param image its vmlinux
 * @param modules gives a module by its name with underscores; asked each time
 * @param exports what vmlinux and modules export
 * @param moduleSize {@code sizeof(struct module)} in bytes; empty if unknown
 * @param loaded livepatches that are in force already, in the order they were loaded
 * @param enrolled certificates it trusts beside those built into it
 */
public record RunningKernel(
    String release,
    int machine,
    Optional<String> vermagic,
    Set<String> options,
    KernelImage image,
    Function<String, Optional<TargetModule>> modules,
    ExportTable exports,
    OptionalLong moduleSize,
    List<LoadedLivepatch> loaded,
    List<X509Certificate> enrolled) {
  /** The name by which the kernel's livepatch code calls the kernel proper. */
  public static final String VMLINUX = "vmlinux";

  /** Copies the collections. */
  public RunningKernel {
    options = Set.copyOf(options);
    loaded = List.copyOf(loaded);
    enrolled = List.copyOf(enrolled);
  }

  /** {@return this kernel with these livepatches in force} */
  public RunningKernel withLoaded(List<LoadedLivepatch> livepatches) {
    return with(options, livepatches, enrolled);
  }

  /** {@return this kernel, trusting these certificates too} */
  public RunningKernel withEnrolled(List<X509Certificate> certificates) {
    return with(options, loaded, certificates);
  }

  /** {@return this kernel, as if it took modules without a signature} */
  public RunningKernel acceptingUnsigned() {
    Set<String> others = new HashSet<>(options);
    others.remove("MODULE_SIG_FORCE");
    ModuleSignature.LOCKDOWN.forEach(others::remove);
    return with(others, loaded, enrolled);
  }

  private RunningKernel with(
      Set<String> newOptions,
      List<LoadedLivepatch> livepatches,
      List<X509Certificate> certificates) {
    return new RunningKernel(
        release,
        machine,
        vermagic,
        newOptions,
        image,
        modules,
        exports,
        moduleSize,
        livepatches,
        certificates);
  }

  boolean isSet(String option) {
    return options.contains(option);
  }

  /** {@return whether it is known to trust the key that a signature points to} */
  public boolean trusts(SignerId signer) {
    return trusted().stream().anyMatch(signer::names);
  }

  /** {@return the certificates whose keys it trusts, as far as known} */
  List<X509Certificate> trusted() {
    return Stream.concat(enrolled.stream(), BuiltInCertificates.of(image).stream()).toList();
  }

  KernelVersion version() {
    return KernelVersion.of(release);
  }

  Optional<TargetModule> module(String name) {
    return modules.apply(name);
  }
}
