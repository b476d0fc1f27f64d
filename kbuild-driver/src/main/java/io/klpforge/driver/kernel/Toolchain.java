package io.klpforge.driver.kernel;

import io.klpforge.driver.command.SearchPath;
import java.util.List;

/**
 * The programs that compile a kernel, as its {@code make} is told.
 *
 * @param compiler the command, such as {@code gcc-12} or {@code clang-19}
 * @param llvm whether linker, assembler and the rest are LLVM's too, of the same version
 */
public record Toolchain(String compiler, boolean llvm) {
  private static final String CLANG = "clang";

  /**
   * {@return those of a configuration}
   *
   * <p>gcc's version line begins with the name it was called by, and Kbuild must be given this very
   * name, else it rewrites {@code CONFIG_CC_VERSION_TEXT}. Clang's does not tell; its versions are
   * installed as {@code clang-19}, and {@code CONFIG_CLANG_VERSION} is 190107 for 19.1.7. Source:
   * scripts/cc-version.sh, scripts/Kconfig.include, Linux 6.1.
   */
  public static Toolchain of(KernelConfig config) {
    if (!config.isSet("CC_IS_CLANG")) {
      String version = config.compilerVersion();
      return new Toolchain(version.isEmpty() ? "gcc" : version.split(" ", 2)[0], false);
    }
    String number = config.value("CLANG_VERSION").orElse("");
    String versioned = CLANG + "-" + number.replaceFirst("....$", "");
    boolean installed = number.length() > 4 && SearchPath.find(versioned).isPresent();
    boolean llvm = config.isSet("LD_IS_LLD") && config.isSet("AS_IS_LLVM");
    return new Toolchain(installed ? versioned : CLANG, llvm);
  }

  /** {@return assignments for {@code make}}. Source: Documentation/kbuild/llvm.rst, Linux 6.1. */
  public List<String> assignments() {
    if (llvm) {
      String suffix = compiler.substring(CLANG.length());
      return List.of("LLVM=" + (suffix.isEmpty() ? "1" : suffix));
    }
    return List.of("CC=" + compiler, "HOSTCC=" + compiler);
  }
}
