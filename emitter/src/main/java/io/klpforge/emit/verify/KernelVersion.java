package io.klpforge.emit.verify;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first two numbers of a kernel's release, by which its loader's habits are told. */
record KernelVersion(int major, int minor) {
  private static final Pattern NUMBERS = Pattern.compile("^(\\d{1,6})\\.(\\d{1,6})");

  /**
   * {@return the version a release such as {@code 6.1.0-56-cloud-amd64} begins with; 0.0 if none}
   */
  static KernelVersion of(String release) {
    Matcher matcher = NUMBERS.matcher(release);
    return matcher.find()
        ? new KernelVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
        : new KernelVersion(0, 0);
  }

  /** {@return {@code KSYM_NAME_LEN}, the NUL included}: include/linux/kallsyms.h. */
  int symbolNameLength() {
    return isAtLeast(6, 1) ? 512 : 128;
  }

  boolean isAtLeast(int otherMajor, int otherMinor) {
    return major > otherMajor || (major == otherMajor && minor >= otherMinor);
  }
}
