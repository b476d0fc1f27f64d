package io.klpforge.driver.sign;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.report.Failure;
import io.klpforge.emit.signature.AppendedSignature;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Signs with one key, and believes nothing it has not checked.
 *
 * @param program that signs
 * @param key given to it
 */
public record ModuleSigner(SignFile program, CheckedKey key) {

  /**
   * Signs a few bytes, so that a wrong passphrase, an absent token or a key of another certificate
   * shows before a build and not after it.
   *
   * @param directory for files that are deleted at once
   * @throws Failure if what comes out is not signed by the certificate's key
   */
  public void prove(Path directory) {
    Path probe = directory.resolve("signing-probe");
    Path signed = directory.resolve("signing-probe.signed");
    try {
      Disk.write(probe, "klpforge");
      sign(probe, signed);
    } finally {
      Disk.delete(probe);
      Disk.delete(signed);
    }
  }

  /**
   * Signs a module.
   *
   * @param module stays as it is
   * @param signed where the signed one goes
   * @return its signature
   * @throws Failure if it cannot be signed, or not so that the certificate's key proves it
   */
  public AppendedSignature sign(Path module, Path signed) {
    program.sign(key.key(), module, signed);
    AppendedSignature signature =
        AppendedSignature.of(bytes(signed))
            .orElseThrow(() -> new Failure(program.program() + ": appended no signature"));
    if (!signature.module().equals(bytes(module))) {
      throw new Failure(program.program() + ": changed the module it signed");
    }
    if (!signature.signer().names(key.certificate()) || !signature.isBy(key.certificate())) {
      throw SigningCheck.strangers(key.key());
    }
    return signature;
  }

  private static Bytes bytes(Path file) {
    return Bytes.of(Disk.bytes(file), ByteOrder.LITTLE_ENDIAN);
  }
}
