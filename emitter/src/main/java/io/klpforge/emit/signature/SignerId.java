package io.klpforge.emit.signature;

import io.klpforge.diff.elf.Bytes;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * Which certificate a signature points to: by issuer and serial number, or by its key's identifier.
 *
 * @param issuer its distinguished name, encoded; empty where a key identifier is given
 * @param number serial number, or key identifier
 */
public record SignerId(Optional<Bytes> issuer, Bytes number) {
  /** Subject Key Identifier. Source: RFC 5280, 4.2.1.2. */
  private static final String KEY_ID = "2.5.29.14";

  /** Source: {@code SignerIdentifier}, RFC 5652, 5.3. */
  static SignerId of(DerValue value) {
    if (value.tag() == DerValue.CONTEXT_0_PRIMITIVE) {
      return new SignerId(Optional.empty(), value.content());
    }
    List<DerValue> parts = value.require(DerValue.SEQUENCE, "signer").parts();
    if (parts.size() != 2) {
      throw new DamagedSignatureException("its PKCS#7 message has no signer");
    }
    parts.get(0).require(DerValue.SEQUENCE, "signer's name");
    Bytes serial = parts.get(1).require(DerValue.INTEGER, "signer's serial number").content();
    return new SignerId(Optional.of(parts.get(0).whole()), serial);
  }

  /** {@return whether that certificate is meant} */
  public boolean names(X509Certificate certificate) {
    if (issuer.isPresent()) {
      return Arrays.equals(
              issuer.get().toArray(), certificate.getIssuerX500Principal().getEncoded())
          && Arrays.equals(number.toArray(), certificate.getSerialNumber().toByteArray());
    }
    byte[] extension = certificate.getExtensionValue(KEY_ID);
    return extension != null && keyId(extension).equals(number);
  }

  /** An extension's value is an octet string; this one's content is one as well. */
  private static Bytes keyId(byte[] extension) {
    Bytes whole = Bytes.of(extension, ByteOrder.BIG_ENDIAN);
    return DerValue.first(DerValue.first(whole).content()).content();
  }

  /** {@return it for people} */
  public String text() {
    return issuer
        .map(name -> name(name) + ", serial " + new BigInteger(number.toArray()).toString(16))
        .orElseGet(() -> "key id " + HexFormat.of().formatHex(number.toArray()));
  }

  private static String name(Bytes encoded) {
    try {
      return new X500Principal(encoded.toArray()).getName();
    } catch (IllegalArgumentException e) {
      return "a name that cannot be read";
    }
  }
}
