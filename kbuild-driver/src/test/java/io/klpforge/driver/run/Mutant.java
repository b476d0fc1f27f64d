package io.klpforge.driver.run;

import io.klpforge.emit.verify.LoaderRule;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A good module made bad in one way, or changed in one that does no harm.
 *
 * @param name what was done; letters, digits and dashes
 * @param ofModule whether it is made from the livepatch of a module, else from vmlinux's
 * @param rule what must be said of it; empty if it still loads
 * @param change makes it from the good module's bytes
 */
record Mutant(
    String name, boolean ofModule, Optional<LoaderRule> rule, UnaryOperator<byte[]> change) {

  /** {@return one of the livepatch of vmlinux} */
  static Mutant vmlinux(String name, LoaderRule rule, UnaryOperator<byte[]> change) {
    return new Mutant(name, false, Optional.of(rule), change);
  }

  /** {@return one of the livepatch of a module} */
  static Mutant module(String name, LoaderRule rule, UnaryOperator<byte[]> change) {
    return new Mutant(name, true, Optional.of(rule), change);
  }

  /** {@return a change of the livepatch of vmlinux that does no harm} */
  static Mutant good(String name, UnaryOperator<byte[]> change) {
    return new Mutant(name, false, Optional.empty(), change);
  }

  @Override
  public String toString() {
    return name;
  }
}
