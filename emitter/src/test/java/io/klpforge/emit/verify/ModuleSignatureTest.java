package io.klpforge.emit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.emit.signature.SignatureFixture;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModuleSignatureTest {
  private static final RunningKernel LAX = ToyKernel.running("MODULE_SIG");
  private static final RunningKernel STRICT = ToyKernel.running("MODULE_SIG", "MODULE_SIG_FORCE");

  private static List<LoaderRule> rules(byte[] file, RunningKernel kernel) {
    StepFindings findings = new StepFindings("fix.ko");
    ModuleSignature.check(SignatureFixture.bytes(file), kernel, findings);
    return findings.outcome("signature").findings().stream().map(LoaderFinding::rule).toList();
  }

  private static RunningKernel trusting(RunningKernel kernel) {
    return kernel.withEnrolled(List.of(SignatureFixture.certificate("rsa")));
  }

  @Test
  void acceptsWhatATrustedKeySigned() {
    byte[] file = SignatureFixture.signed("rsa-sha256");
    assertEquals(List.of(), rules(file, trusting(LAX)));
    assertEquals(List.of(), rules(file, trusting(STRICT)));
  }

  @Test
  void findsAModuleThatWasChangedAfterSigning() {
    byte[] file = SignatureFixture.signed("rsa-sha256");
    file[3] ^= 1;
    assertEquals(List.of(LoaderRule.MODIFIED_MODULE), rules(file, trusting(LAX)));
    assertEquals(List.of(LoaderRule.MODIFIED_MODULE), rules(file, trusting(STRICT)));
  }

  @Test
  void knowsWhatAnUnknownSignerMeans() {
    byte[] file = SignatureFixture.signed("ec-sha512");
    assertEquals(List.of(LoaderRule.UNKNOWN_SIGNER), rules(file, trusting(LAX)));
    assertEquals(List.of(LoaderRule.UNTRUSTED_SIGNER), rules(file, trusting(STRICT)));
    RunningKernel enrolling =
        ToyKernel.running("MODULE_SIG", "MODULE_SIG_FORCE", "SECONDARY_TRUSTED_KEYRING");
    assertEquals(List.of(LoaderRule.UNKNOWN_SIGNER), rules(file, enrolling));
  }

  @Test
  void refusesWhatTheKernelCannotRead() {
    byte[] file = SignatureFixture.signed("rsa-sha256");
    file[file.length - 32] = 0x7f;
    assertEquals(List.of(LoaderRule.DAMAGED_SIGNATURE), rules(file, LAX));
    byte[] attributes = SignatureFixture.signed("rsa-attributes");
    assertEquals(List.of(LoaderRule.SIGNED_ATTRIBUTES), rules(attributes, trusting(LAX)));
    byte[] unknown = SignatureFixture.signed("rsa-md5");
    assertEquals(List.of(), rules(unknown, trusting(LAX)));
    assertEquals(List.of(LoaderRule.UNUSABLE_SIGNATURE), rules(unknown, trusting(STRICT)));
  }

  @Test
  void leavesSignaturesAloneWhereTheKernelDoes() {
    byte[] file = SignatureFixture.signed("rsa-sha256");
    file[file.length - 32] = 0x7f;
    assertEquals(List.of(), rules(file, ToyKernel.running("LIVEPATCH")));
  }

  @Test
  void demandsASignatureWhereTheKernelLocksItselfDown() {
    List<LoaderRule> wrong = List.of(LoaderRule.LOCKED_DOWN);
    byte[] unsigned = ToyModule.livepatch().bytes().toArray();
    for (String option :
        List.of("LOCK_DOWN_KERNEL_FORCE_INTEGRITY", "LOCK_DOWN_KERNEL_FORCE_CONFIDENTIALITY")) {
      RunningKernel locked = ToyKernel.running("MODULE_SIG", option);
      assertEquals(wrong, rules(unsigned, locked));
      assertEquals(List.of(), rules(unsigned, locked.acceptingUnsigned()));
      assertEquals(wrong, rules(SignatureFixture.signed("rsa-md5"), trusting(locked)));
      assertEquals(wrong, rules(SignatureFixture.signed("ec-sha512"), trusting(locked)));
      assertEquals(List.of(), rules(SignatureFixture.signed("rsa-sha256"), trusting(locked)));
    }
    RunningKernel enrolling =
        ToyKernel.running(
            "MODULE_SIG", "LOCK_DOWN_KERNEL_FORCE_INTEGRITY", "INTEGRITY_PLATFORM_KEYRING");
    assertEquals(
        List.of(LoaderRule.UNKNOWN_SIGNER),
        rules(SignatureFixture.signed("ec-sha512"), trusting(enrolling)));
  }

  @Test
  void namesWhatIsForcedBeforeTheLockdown() {
    RunningKernel both =
        ToyKernel.running("MODULE_SIG", "MODULE_SIG_FORCE", "LOCK_DOWN_KERNEL_FORCE_INTEGRITY");
    byte[] unsigned = ToyModule.livepatch().bytes().toArray();
    assertEquals(List.of(LoaderRule.UNSIGNED_MODULE), rules(unsigned, both));
  }
}
