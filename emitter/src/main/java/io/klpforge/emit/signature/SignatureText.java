package io.klpforge.emit.signature;

import io.klpforge.diff.elf.Bytes;

/** The signature of a module in a few words, whatever state it is in. */
public final class SignatureText {
  private SignatureText() {}

  /** {@return who signed over what; or that nobody did, or what is wrong} */
  public static String of(Bytes file) {
    try {
      return AppendedSignature.of(file).map(AppendedSignature::text).orElse("none");
    } catch (DamagedSignatureException e) {
      return "damaged: " + e.getMessage();
    } catch (UnsupportedSignatureException e) {
      return "unknown: " + e.getMessage();
    }
  }
}
