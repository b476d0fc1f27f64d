package io.klpforge.driver.sign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.kernel.KernelConfig;
import io.klpforge.driver.report.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningCheckTest {
  @TempDir private static Path directory;

  private static TestKey rsa;
  private static TestKey ec;

  @BeforeAll
  static void makeKeys() {
    rsa = TestKey.make(directory, "rsa", "-keyalg", "RSA", "-keysize", "2048");
    ec = TestKey.make(directory, "ec", "-keyalg", "EC", "-groupname", "secp384r1");
  }

  private static CheckedKey check(Path key, Path certificate) {
    return SigningCheck.require(new SigningKey(key.toString(), certificate), Map.of());
  }

  private static String failure(Path key, Path certificate) {
    return assertThrows(Failure.class, () -> check(key, certificate)).getMessage();
  }

  private static Path file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  @Test
  void takesAKeyWithItsCertificate() throws IOException, CertificateEncodingException {
    for (TestKey key : new TestKey[] {rsa, ec}) {
      CheckedKey checked = check(key.key(), key.certificate());
      Path der = directory.resolve("certificate.der");
      Files.write(der, checked.certificate().getEncoded());
      assertEquals(checked.certificate(), check(key.key(), der).certificate());
    }
  }

  @Test
  void findsTheCertificateBehindTheKeyInOneFile() throws IOException {
    Path both = file("both.pem", Files.readString(rsa.key()) + Files.readString(rsa.certificate()));
    assertEquals(
        check(rsa.key(), rsa.certificate()).certificate(), check(both, both).certificate());
  }

  @Test
  void refusesAKeyOfAnotherCertificate() {
    TestKey other = TestKey.make(directory, "other", "-keyalg", "RSA", "-keysize", "2048");
    assertTrue(failure(other.key(), rsa.certificate()).contains("not the key of"));
    assertTrue(failure(ec.key(), rsa.certificate()).contains("not the key of"));
  }

  @Test
  void namesTheFileThatIsMissingOrNoKey() throws IOException {
    assertTrue(failure(directory.resolve("none"), rsa.certificate()).contains("none: no such"));
    assertTrue(failure(rsa.key(), directory.resolve("none")).contains("none: no such"));
    assertTrue(failure(rsa.certificate(), rsa.certificate()).contains("no private key in PEM"));
    assertTrue(failure(rsa.key(), rsa.key()).contains("no BEGIN CERTIFICATE"));
    Path damaged =
        file("damaged.pem", Files.readString(rsa.certificate()).replaceFirst("MII", "AII"));
    assertTrue(failure(rsa.key(), damaged).contains("not an X.509 certificate"));
  }

  @Test
  void wantsThePassphraseOfAnEncryptedKey() throws IOException {
    String text = Files.readString(rsa.key());
    Path encrypted =
        file("encrypted.pem", text.replace("BEGIN PRIVATE", "BEGIN ENCRYPTED PRIVATE"));
    Path old =
        file(
            "old.pem",
            text.replace(
                "BEGIN PRIVATE KEY-----\n",
                "BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0A\n\n"));
    for (Path key : new Path[] {encrypted, old}) {
      assertTrue(failure(key, rsa.certificate()).contains("KBUILD_SIGN_PIN"));
      SigningKey asked = new SigningKey(key.toString(), rsa.certificate());
      SigningCheck.require(asked, Map.of("KBUILD_SIGN_PIN", "x"));
    }
  }

  @Test
  void neverShowsAPin() {
    SigningKey key = new SigningKey("pkcs11:token=a?pin-value=1234&x=y", rsa.certificate());
    assertEquals("pkcs11:token=a?pin-value=...&x=y", key.shown());
    assertEquals(key.key(), key.argument());
    SigningCheck.require(key, Map.of());
  }

  @Test
  void warnsOfTheCertificatesTime() {
    CheckedKey key = check(rsa.key(), rsa.certificate());
    Instant first = key.certificate().getNotBefore().toInstant();
    Instant last = key.certificate().getNotAfter().toInstant();
    assertEquals(Optional.empty(), key.warning(last));
    assertTrue(key.warning(last.plusSeconds(1)).orElseThrow().contains("expired on " + last));
    assertTrue(
        key.warning(first.minus(Duration.ofDays(1))).orElseThrow().contains("not valid before"));
  }

  @Test
  void refusesToSignForAKernelThatDoesNotLook() {
    KernelConfig signs = KernelConfig.parse("CONFIG_MODULE_SIG=y\n");
    SigningCheck.requireUse(signs, "config");
    KernelConfig without = KernelConfig.parse("# CONFIG_MODULE_SIG is not set\n");
    String message =
        assertThrows(Failure.class, () -> SigningCheck.requireUse(without, "config")).getMessage();
    assertTrue(message.contains("CONFIG_MODULE_SIG is not set"), message);
  }
}
