package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.emit.signature.AppendedSignature;
import io.klpforge.emit.signature.DamagedSignatureException;
import io.klpforge.emit.signature.UnsupportedSignatureException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Whether the kernel accepts a module's signature, or that there is none.
 *
 * <p>Source: module_sig_check() and mod_verify_sig(), kernel/module/signing.c;
 * verify_pkcs7_message_sig(), certs/system_keyring.c; lockdown_lsm_init(),
 * security/lockdown/lockdown.c; Linux 6.1.
 */
final class ModuleSignature {
  /** With one of these, the kernel trusts keys that are enrolled when it runs. */
  private static final List<String> OTHER_KEYRINGS =
      List.of("SECONDARY_TRUSTED_KEYRING", "INTEGRITY_PLATFORM_KEYRING");

  /** With one of these, the kernel is locked down from the start. */
  static final List<String> LOCKDOWN =
      List.of("LOCK_DOWN_KERNEL_FORCE_INTEGRITY", "LOCK_DOWN_KERNEL_FORCE_CONFIDENTIALITY");

  private final RunningKernel kernel;
  private final StepFindings findings;

  private ModuleSignature(RunningKernel kernel, StepFindings findings) {
    this.kernel = kernel;
    this.findings = findings;
  }

  static void check(Bytes file, RunningKernel kernel, StepFindings findings) {
    new ModuleSignature(kernel, findings).check(file);
  }

  private void check(Bytes file) {
    try {
      Optional<AppendedSignature> signature = AppendedSignature.of(file);
      findings.examined(signature.map(AppendedSignature::text).orElse("not signed"));
      if (!kernel.isSet("MODULE_SIG")) {
        return;
      }
      signature.ifPresentOrElse(this::check, this::unsigned);
    } catch (DamagedSignatureException e) {
      findings.examined("damaged");
      if (kernel.isSet("MODULE_SIG")) {
        findings.add(LoaderRule.DAMAGED_SIGNATURE, "signature", e.getMessage());
      }
    } catch (UnsupportedSignatureException e) {
      findings.examined("of an unknown kind");
      unusable(e.getMessage());
    }
  }

  private void unsigned() {
    if (isForced()) {
      findings.add(LoaderRule.UNSIGNED_MODULE, "", "it is not signed");
    } else if (isLockedDown()) {
      findings.add(LoaderRule.LOCKED_DOWN, "", "it is not signed");
    }
  }

  private boolean isForced() {
    return kernel.isSet("MODULE_SIG_FORCE");
  }

  private boolean isLockedDown() {
    return LOCKDOWN.stream().anyMatch(kernel::isSet);
  }

  private void unusable(String why) {
    if (isForced()) {
      findings.add(LoaderRule.UNUSABLE_SIGNATURE, "signature", why);
    } else if (isLockedDown()) {
      findings.add(LoaderRule.LOCKED_DOWN, "signature", why);
    }
  }

  private void check(AppendedSignature signature) {
    if (signature.hasAttributes()) {
      findings.add(LoaderRule.SIGNED_ATTRIBUTES, "signature", "it signs attributes too");
      return;
    }
    certificate(signature)
        .ifPresentOrElse(certificate -> check(signature, certificate), () -> unknown(signature));
  }

  private Optional<X509Certificate> certificate(AppendedSignature signature) {
    return kernel.trusted().stream().filter(signature.signer()::names).findFirst();
  }

  private void check(AppendedSignature signature, X509Certificate certificate) {
    if (signature.isBy(certificate)) {
      findings.examined(signature.text() + "; verified");
    } else {
      String signer = signature.signer().text();
      findings.add(LoaderRule.MODIFIED_MODULE, "signature", "it is not the one of " + signer);
    }
  }

  private void unknown(AppendedSignature signature) {
    String who = "its signer is not known: " + signature.signer().text();
    findings.add(unknown(), "signature", who);
  }

  private LoaderRule unknown() {
    if (OTHER_KEYRINGS.stream().anyMatch(kernel::isSet)) {
      return LoaderRule.UNKNOWN_SIGNER;
    }
    LoaderRule lax = isLockedDown() ? LoaderRule.LOCKED_DOWN : LoaderRule.UNKNOWN_SIGNER;
    return isForced() ? LoaderRule.UNTRUSTED_SIGNER : lax;
  }
}
