package io.klpforge.emit.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AppendedSignatureTest {
  private static final String MODULE = "the bytes of a module, as far as a signature goes\n";

  /** Bytes: two versions, the list that names the digest once more, and empty parameters. */
  private static final int NOT_LOOKED_AT = 20;

  private static AppendedSignature read(byte[] file) {
    return AppendedSignature.of(SignatureFixture.bytes(file)).orElseThrow();
  }

  private static String text(byte[] file) {
    return SignatureText.of(SignatureFixture.bytes(file));
  }

  @Test
  void holdsForTheKeyThatSignedAndForNoOther() {
    for (String name : SignatureFixture.USUAL) {
      AppendedSignature signature = read(SignatureFixture.signed(name));
      String other = name.startsWith("ec") ? "rsa" : "ec";
      assertEquals(
          MODULE, new String(signature.module().toArray(), StandardCharsets.US_ASCII), name);
      assertTrue(signature.signer().names(SignatureFixture.certificate(name)), name);
      assertTrue(signature.isBy(SignatureFixture.certificate(name)), name);
      assertFalse(signature.signer().names(SignatureFixture.certificate(other)), name);
      assertFalse(signature.isBy(SignatureFixture.certificate(other)), name);
    }
  }

  @Test
  void doesNotHoldForAModuleWithAnyOtherByte() {
    byte[] file = SignatureFixture.signed("rsa-sha256");
    for (int at = 0; at < MODULE.length(); at++) {
      byte[] changed = file.clone();
      changed[at] ^= 1;
      assertFalse(read(changed).isBy(SignatureFixture.certificate("rsa")), "byte " + at);
    }
  }

  /** Whatever bit is wrong, it is told as what it is, and no more than a few do not matter. */
  @Test
  void survivesDamageOfEveryByteOfTheSignature() {
    byte[] file = SignatureFixture.signed("rsa-sha256");
    X509Certificate certificate = SignatureFixture.certificate("rsa");
    int held = 0;
    for (int at = MODULE.length(); at < file.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] changed = file.clone();
        changed[at] ^= (byte) (1 << bit);
        held += holds(changed, certificate) ? 1 : 0;
      }
    }
    assertTrue(held <= NOT_LOOKED_AT * 8, held + " bits do not matter");
  }

  private static boolean holds(byte[] file, X509Certificate certificate) {
    try {
      return AppendedSignature.of(SignatureFixture.bytes(file))
          .filter(signature -> signature.signer().names(certificate))
          .map(signature -> signature.isBy(certificate))
          .orElse(false);
    } catch (DamagedSignatureException | UnsupportedSignatureException e) {
      return false;
    }
  }

  @Test
  void seesThatAFileIsNotSigned() {
    byte[] file = SignatureFixture.signed("rsa-sha256");
    assertEquals("none", text(MODULE.getBytes(StandardCharsets.US_ASCII)));
    assertEquals("none", text(Arrays.copyOf(file, file.length - 1)));
    assertEquals(Optional.empty(), AppendedSignature.of(SignatureFixture.bytes(new byte[0])));
  }

  @Test
  void refusesASignatureLongerThanTheFile() {
    byte[] file = SignatureFixture.signed("rsa-sha256");
    file[file.length - 32] = 0x7f;
    assertThrows(DamagedSignatureException.class, () -> read(file));
    byte[] alone = Arrays.copyOfRange(file, file.length - 28, file.length);
    assertThrows(DamagedSignatureException.class, () -> read(alone));
  }

  @Test
  void refusesOtherKindsOfSignature() {
    byte[] kind = SignatureFixture.signed("rsa-sha256");
    kind[kind.length - 38] = 1;
    assertThrows(UnsupportedSignatureException.class, () -> read(kind));
    byte[] padding = SignatureFixture.signed("rsa-sha256");
    padding[padding.length - 34] = 1;
    assertThrows(DamagedSignatureException.class, () -> read(padding));
    for (String name : new String[] {"rsa-md5", "two-signers"}) {
      byte[] file = SignatureFixture.signed(name);
      assertThrows(UnsupportedSignatureException.class, () -> read(file), name);
    }
    assertTrue(read(SignatureFixture.signed("rsa-attributes")).hasAttributes());
    assertFalse(read(SignatureFixture.signed("rsa-sha256")).hasAttributes());
  }

  @Test
  void saysWhoSignedOverWhat() {
    assertTrue(
        text(SignatureFixture.signed("rsa-sha256"))
            .matches("CN=fixture-rsa, serial [0-9a-f]+; sha256, 401 bytes"),
        text(SignatureFixture.signed("rsa-sha256")));
    assertTrue(
        text(SignatureFixture.signed("rsa-sha384-key-id"))
            .matches("key id [0-9a-f]{40}; sha384, 375 bytes"),
        text(SignatureFixture.signed("rsa-sha384-key-id")));
    assertTrue(text(SignatureFixture.signed("two-signers")).startsWith("unknown: "));
  }
}
