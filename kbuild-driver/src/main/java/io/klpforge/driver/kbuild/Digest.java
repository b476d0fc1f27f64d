package io.klpforge.driver.kbuild;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over parts, each ended so that no two sequences of parts are the same bytes. */
public final class Digest {
  private final MessageDigest sha256;

  /** Begins anew. */
  public Digest() {
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Adds a part in UTF-8. */
  public Digest add(String part) {
    return add(part.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a part. */
  public Digest add(byte[] part) {
    sha256.update(Integer.toString(part.length).getBytes(StandardCharsets.US_ASCII));
    sha256.update((byte) ':');
    sha256.update(part);
    return this;
  }

  /** {@return the first 64 bits as 16 hexadecimal digits; the digest is used up} */
  public String text() {
    return HexFormat.of().formatHex(sha256.digest(), 0, 8);
  }
}
