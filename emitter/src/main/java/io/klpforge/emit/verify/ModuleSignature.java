package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Whether a signature is appended. It is not verified: the keys are in the running kernel.
 *
 * <p>Source: module_sig_check(), kernel/module/signing.c; MODULE_SIG_STRING,
 * include/linux/module_signature.h, Linux 6.1.
 */
final class ModuleSignature {
  private static final byte[] TRAILER =
      "~Module signature appended~\n".getBytes(StandardCharsets.US_ASCII);

  private ModuleSignature() {}

  static void check(Bytes file, RunningKernel kernel, StepFindings findings) {
    boolean appended = isAppended(file);
    findings.examined(appended ? "signed" : "not signed");
    if (!appended && kernel.isSet("MODULE_SIG_FORCE")) {
      findings.add(LoaderRule.UNSIGNED_MODULE, "", "it is not signed");
    }
  }

  private static boolean isAppended(Bytes file) {
    int begin = file.length() - TRAILER.length;
    return begin >= 0 && Arrays.equals(file.slice(begin, TRAILER.length).toArray(), TRAILER);
  }
}
