package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.fixture.PatchFixture;
import io.klpforge.driver.kernel.KernelOverrides;
import io.klpforge.driver.sign.TestKey;
import io.klpforge.driver.vm.ModuleDirectory;
import io.klpforge.emit.verify.LoaderFinding;
import io.klpforge.emit.verify.LoaderRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signed and unsigned modules in kernels that enforce signatures, and in one that does not. */
@Tag("kernel")
class SignedModulesKernelTest {
  private static final String PATCH = "proc-cmdline";
  private static final String SHIPPED = "binfmt_misc";

  @TempDir private static Path scratch;

  private static StockKernel stock;
  private static TestKey stranger;

  @BeforeAll
  static void makeAKeyThatNoKernelKnows() {
    stock = StockKernel.require();
    stranger = TestKey.make(scratch, "stranger", "-keyalg", "RSA", "-keysize", "2048");
  }

  private static Path patch() throws IOException {
    return PatchFixture.named(PATCH).patch();
  }

  private static Path livepatch(Path output) {
    return output.resolve("livepatch-" + PATCH + ".ko");
  }

  private static Object[] by(TestKey key, Path output) throws IOException {
    return new Object[] {patch(), "-o", output, "--sign", key.key(), key.certificate()};
  }

  @Test
  void theShippedKernelAnswersAsVerifySays() throws IOException {
    Path output = scratch.resolve("stock");
    Klpforge.run(stock.build(by(stranger, output)))
        .exits(0)
        .says("- signed: CN=stranger", "note: the certificate is not built into this kernel");
    Path shipped = ModuleDirectory.of(stock.modules()).file(SHIPPED).orElseThrow();
    SignedVariants ours = new SignedVariants(livepatch(output), scratch.resolve("stock-variants"));
    SignedVariants theirs = new SignedVariants(shipped, scratch.resolve("stock-variants"));
    Map<String, Path> files =
        Map.of(
            "unsigned", ours.unsigned(),
            "stranger", ours.signed(),
            "damaged", ours.damaged(),
            "modified", theirs.modified());
    LoadTrials trials = new LoadTrials(stock, SHIPPED);
    files.forEach((name, file) -> trials.add(name, file, false));
    trials.enforceSignatures();
    files.forEach((name, file) -> trials.add(name + "-enforced", file, false));
    Map<String, String> expected = new HashMap<>();
    expected.put("unsigned", "loads");
    expected.put("stranger", "loads");
    expected.put("damaged", "EBADMSG");
    expected.put("modified", "EKEYREJECTED");
    expected.put("enforce-signatures", "loads");
    expected.put("target", "loads");
    expected.put("unsigned-enforced", "EKEYREJECTED");
    expected.put("stranger-enforced", "EKEYREJECTED");
    expected.put("damaged-enforced", "EBADMSG");
    expected.put("modified-enforced", "EKEYREJECTED");
    requireAnswers(expected, trials);
    VerifyRun run =
        VerifyRun.of(Optional.of(stock.release()), stock.root(), KernelOverrides.none());
    assertEquals(List.of(), rules(run, ours.unsigned()));
    assertEquals(List.of(LoaderRule.UNKNOWN_SIGNER), rules(run, ours.signed()));
    assertEquals(List.of(LoaderRule.DAMAGED_SIGNATURE), rules(run, ours.damaged()));
    assertEquals(List.of(LoaderRule.MODIFIED_MODULE), rules(run, theirs.modified()));
    assertEquals(List.of(), rules(run, theirs.signed()), "the key is built into vmlinux");
    VerifyRun told = run.withEnrolled(List.of(stranger.certificate()));
    assertEquals(List.of(), rules(told, ours.signed()));
    assertEquals(List.of(LoaderRule.MODIFIED_MODULE), rules(told, ours.modified()));
  }

  @Test
  void aKernelBuiltToEnforceTakesWhatItsKeySigned() throws IOException {
    SmallKernel kernel =
        SmallKernel.of(stock.source(), SmallKernel.toolchain(stock), scratch.resolve("config"));
    Path output = scratch.resolve("small");
    Klpforge.run(kernel.build(patch(), "-o", output)).exits(0).says("- signed: CN=Build time");
    Path foreign = scratch.resolve("small-stranger");
    Klpforge.run(kernel.buildUnsigned(by(stranger, foreign))).exits(0);
    SignedVariants ours = new SignedVariants(livepatch(output), scratch.resolve("small-variants"));
    LoadTrials trials = new LoadTrials(kernel, "minix");
    trials.add("signed", ours.signed(), false);
    trials.add("unsigned", ours.unsigned(), false);
    trials.add("modified", ours.modified(), false);
    trials.add("damaged", ours.damaged(), false);
    trials.add("stranger", livepatch(foreign), false);
    Map<String, String> expected = new HashMap<>();
    expected.put("signed", "loads");
    expected.put("unsigned", "EKEYREJECTED");
    expected.put("modified", "EKEYREJECTED");
    expected.put("damaged", "EBADMSG");
    expected.put("stranger", "EKEYREJECTED");
    requireAnswers(expected, trials);
    VerifyRun run = VerifyRun.of(Optional.empty(), Path.of("/"), kernel.parts());
    assertEquals(List.of(), rules(run, ours.signed()));
    assertEquals(List.of(LoaderRule.UNSIGNED_MODULE), rules(run, ours.unsigned()));
    assertEquals(List.of(LoaderRule.MODIFIED_MODULE), rules(run, ours.modified()));
    assertEquals(List.of(LoaderRule.DAMAGED_SIGNATURE), rules(run, ours.damaged()));
    assertEquals(List.of(LoaderRule.UNTRUSTED_SIGNER), rules(run, livepatch(foreign)));
    tryInGuest(kernel, ours.signed()).exits(0);
    Klpforge refused = tryInGuest(kernel, ours.unsigned()).exits(1);
    assertTrue(refused.out().contains("Key was rejected by service"), refused::toString);
  }

  private static Klpforge tryInGuest(SmallKernel kernel, Path livepatch) {
    return Klpforge.run("try", livepatch.toString(), "--kernel", kernel.vmlinuz().toString());
  }

  private static void requireAnswers(Map<String, String> expected, LoadTrials trials) {
    Map<String, String> answers = trials.boot();
    answers.keySet().retainAll(expected.keySet());
    assertEquals(expected, answers);
  }

  /** {@return what the simulated loader says of the signature, its first step} */
  private static List<LoaderRule> rules(VerifyRun run, Path module) {
    return run.verify(module).steps().get(0).findings().stream().map(LoaderFinding::rule).toList();
  }

  @Test
  void theKeyGoesNowhere() throws IOException {
    Path output = scratch.resolve("kept");
    Object[] kept =
        Stream.concat(Stream.of(by(stranger, output)), Stream.of("--keep-temp")).toArray();
    Klpforge run = Klpforge.run(stock.build(kept)).exits(0);
    String secret = Files.readAllLines(stranger.key()).get(5);
    assertEquals(64, secret.length());
    assertFalse((run.out() + run.err()).contains(secret));
    try (Stream<Path> files = Files.walk(output)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      assertTrue(all.stream().anyMatch(file -> file.endsWith("link.log")), all::toString);
      all.forEach(file -> assertFalse(Disk.latin1(file).contains(secret), file::toString));
    }
  }

  @Test
  void aKeyThatCannotSignDeliversNothing() throws IOException {
    Path output = scratch.resolve("nothing");
    Path old = scratch.resolve("old-form.pem");
    String text = Files.readString(stranger.key());
    Files.writeString(old, text.replace("PRIVATE KEY", "EC PRIVATE KEY"));
    refused(output, old.toString()).failsSaying("old-form.pem: cannot sign with it");
    refused(output, "pkcs11:object=none").failsSaying("pkcs11:object=none: cannot sign with it");
    Path config = scratch.resolve("without.config");
    Disk.write(config, Disk.text(stock.config()).replace("CONFIG_MODULE_SIG=y", ""));
    Object[] without =
        Stream.concat(Stream.of(by(stranger, output)), Stream.of("--config", config)).toArray();
    Klpforge.run(stock.build(without)).failsSaying("CONFIG_MODULE_SIG is not set");
    assertEquals(List.of(), Disk.entries(output));
  }

  private static Klpforge refused(Path output, String key) throws IOException {
    return Klpforge.run(stock.build(patch(), "-o", output, "--sign", key, stranger.certificate()));
  }
}
