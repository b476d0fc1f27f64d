package io.klpforge.driver.run;

import io.klpforge.driver.kbuild.Workspace;
import io.klpforge.driver.report.Console;
import io.klpforge.emit.signature.AppendedSignature;
import io.klpforge.emit.verify.RunningKernel;
import java.util.Optional;

/**
 * The very last edit of a module, if it is asked for: its signature.
 *
 * @param workspace whose {@code sign-file} signs
 * @param kernel the module is for
 * @param console told whose signature it is, and what the kernel thinks of it
 */
record Signing(Workspace workspace, RunningKernel kernel, Console console) {

  /** {@return the module with its signature, or as it is if none was asked for} */
  Shipment sign(Shipment shipment) {
    Optional<AppendedSignature> signature = shipment.stage().sign(workspace);
    signature.ifPresentOrElse(this::tell, this::tellUnsigned);
    return signature.map(made -> shipment.with(made.file())).orElse(shipment);
  }

  private void tellUnsigned() {
    if (kernel.options().contains("MODULE_SIG_FORCE")) {
      console.note(
          "note: this kernel takes signed modules only, and this one is not signed; use --sign");
    }
  }

  private void tell(AppendedSignature signature) {
    console.note("- signed: " + signature.text());
    if (!kernel.trusts(signature.signer())) {
      console.note(
          "note: the certificate is not built into this kernel; where signatures are enforced, it"
              + " must be enrolled before the livepatch can be loaded");
    }
  }
}
