package io.klpforge.emit.signature;

import io.klpforge.diff.elf.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * One value of an ASN.1 message.
 *
 * <p>Source: ITU-T X.690, 8.1 and 10.1.
 *
 * @param tag the identifier octet: class, whether it is constructed, number
 * @param whole identifier, length and content
 * @param content without identifier and length
 */
record DerValue(int tag, Bytes whole, Bytes content) {
  static final int INTEGER = 0x02;
  static final int OCTET_STRING = 0x04;
  static final int OBJECT_IDENTIFIER = 0x06;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;

  /** {@code [0]} in place of another tag: constructed, and primitive. */
  static final int CONTEXT_0 = 0xa0;

  static final int CONTEXT_0_PRIMITIVE = 0x80;

  private static final int INDEFINITE = 0x80;

  /**
   * {@return the value at the beginning of {@code bytes}}
   *
   * @throws DamagedSignatureException if it does not lie in there whole
   */
  static DerValue first(Bytes bytes) {
    if (bytes.length() < 2) {
      throw cutShort();
    }
    int form = bytes.u8(1);
    if (form == INDEFINITE) {
      throw new UnsupportedSignatureException("its PKCS#7 message has indefinite lengths");
    }
    int octets = form > INDEFINITE ? form - INDEFINITE : 0;
    long length = octets == 0 ? form : number(bytes, octets);
    int header = 2 + octets;
    if (length > bytes.length() - header) {
      throw cutShort();
    }
    return new DerValue(
        bytes.u8(0), bytes.slice(0, header + (int) length), bytes.slice(header, (int) length));
  }

  private static long number(Bytes bytes, int octets) {
    if (octets > 4 || octets + 2 > bytes.length()) {
      throw cutShort();
    }
    long number = 0;
    for (int i = 0; i < octets; i++) {
      number = number << 8 | bytes.u8(2 + i);
    }
    return number;
  }

  private static DamagedSignatureException cutShort() {
    return new DamagedSignatureException("its PKCS#7 message is cut short");
  }

  /** {@return the values that this one is made of} */
  List<DerValue> parts() {
    List<DerValue> parts = new ArrayList<>();
    int at = 0;
    while (at < content.length()) {
      DerValue part = first(content.slice(at, content.length() - at));
      parts.add(part);
      at += part.whole().length();
    }
    return parts;
  }

  /**
   * {@return this value}
   *
   * @throws DamagedSignatureException if it is of another kind
   */
  DerValue require(int wanted, String what) {
    if (tag != wanted) {
      throw new DamagedSignatureException("its PKCS#7 message has no " + what);
    }
    return this;
  }
}
