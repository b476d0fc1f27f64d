package io.klpforge.driver.sign;

import io.klpforge.driver.command.Command;
import io.klpforge.driver.command.CommandResult;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.kernel.KernelConfig;
import io.klpforge.driver.report.Failure;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The kernel's own {@code scripts/sign-file}: PKCS#11 tokens and {@code KBUILD_SIGN_PIN} work as in
 * a kernel build, and what is appended is what that kernel's modules have.
 *
 * <p>Source: scripts/sign-file.c, Linux 6.1.
 *
 * @param runner runs it
 * @param program built with the kernel's scripts
 * @param hash the digest's name, as OpenSSL knows it
 */
public record SignFile(CommandRunner runner, Path program, String hash) {
  /** In the environment: the passphrase of an encrypted key, or a token's PIN. */
  static final String PIN = "KBUILD_SIGN_PIN";

  /**
   * {@return the program of a prepared kernel}
   *
   * @param build the kernel's output directory
   * @throws Failure if it was not built
   */
  public static SignFile of(CommandRunner runner, Path build, KernelConfig config) {
    Path program = build.resolve("scripts/sign-file");
    if (!Files.isExecutable(program)) {
      throw new Failure(
          program
              + ": not there\n    Kbuild makes it for a kernel with CONFIG_MODULE_SIG, with"
              + " libssl-dev; see klpforge doctor");
    }
    return new SignFile(runner, program, config.value("MODULE_SIG_HASH").orElse("sha512"));
  }

  /**
   * Signs.
   *
   * @param module to be signed; stays as it is
   * @param signed where the signed module goes
   * @throws Failure with what the program said
   */
  public void sign(SigningKey key, Path module, Path signed) {
    Command command =
        Command.of(
            program.getParent(),
            program.toString(),
            hash,
            key.argument(),
            key.certificate().toAbsolutePath().toString(),
            module.toAbsolutePath().toString(),
            signed.toAbsolutePath().toString());
    CommandResult result = runner.run(command);
    if (!result.succeeded()) {
      throw failure(key, result);
    }
  }

  private static Failure failure(SigningKey key, CommandResult result) {
    StringBuilder message = new StringBuilder(key.shown());
    message.append(": cannot sign with it: sign-file ended with status ").append(result.status());
    SigningKey.withoutPin(result.output())
        .lines()
        .forEach(line -> message.append("\n    | ").append(line));
    message.append("\n    the passphrase of an encrypted key, or a token's PIN, is taken from ");
    return new Failure(message.append(PIN).toString());
  }
}
