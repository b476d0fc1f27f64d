package io.klpforge.driver.sign;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.report.Failure;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A certificate's file, read as {@code sign-file} reads it: DER, or the first in a PEM file. */
public final class CertificateFile {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----");

  private static final int SEQUENCE = 0x30;

  private CertificateFile() {}

  /**
   * Reads a certificate.
   *
   * @throws Failure if the file is missing, or is none
   */
  public static X509Certificate read(Path file) {
    byte[] content = Disk.bytes(file);
    try {
      boolean der = content.length > 0 && content[0] == SEQUENCE;
      return parse(der ? content : decoded(content));
    } catch (CertificateException | IllegalArgumentException e) {
      throw new Failure(
          file
              + ": not an X.509 certificate in DER or PEM form: "
              + e.getMessage()
              + "\n    give the certificate of the key that signs",
          e);
    }
  }

  private static byte[] decoded(byte[] content) throws CertificateException {
    Matcher matcher = PEM.matcher(new String(content, StandardCharsets.ISO_8859_1));
    if (!matcher.find()) {
      throw new CertificateException("no BEGIN CERTIFICATE in it");
    }
    return Base64.getMimeDecoder().decode(matcher.group(1));
  }

  private static X509Certificate parse(byte[] der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }
}
