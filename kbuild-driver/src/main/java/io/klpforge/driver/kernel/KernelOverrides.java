package io.klpforge.driver.kernel;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Parts of a kernel given on the command line; each empty one is looked for.
 *
 * @param source {@code -s}: tree or tarball
 * @param config {@code -c}
 * @param vmlinux {@code -v}
 * @param symvers {@code --symvers}
 * @param systemMap {@code --system-map}
 * @param modules {@code --modules}
 */
public record KernelOverrides(
    Optional<Path> source,
    Optional<Path> config,
    Optional<Path> vmlinux,
    Optional<Path> symvers,
    Optional<Path> systemMap,
    Optional<Path> modules) {

  /** {@return no part given} */
  public static KernelOverrides none() {
    Optional<Path> no = Optional.empty();
    return new KernelOverrides(no, no, no, no, no, no);
  }
}
