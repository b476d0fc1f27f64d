package io.klpforge.driver.kernel;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.Symbol;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a vmlinux says of itself, the line {@code /proc/version} shows.
 *
 * @param text the whole line
 */
public record KernelBanner(String text) {
  private static final Pattern RELEASE = Pattern.compile("^Linux version (\\S+) ");
  private static final Pattern DEBIAN = Pattern.compile(" Debian (\\d+(?:\\.\\d+)+)(-\\S+)?");

  /** {@return the banner {@code vmlinux} holds under the symbol {@code linux_banner}} */
  public static Optional<KernelBanner> of(ObjectFile vmlinux) {
    return vmlinux.symbols().stream()
        .filter(symbol -> symbol.name().equals("linux_banner") && symbol.isDefined())
        .findFirst()
        .flatMap(symbol -> text(vmlinux, symbol))
        .map(KernelBanner::new);
  }

  private static Optional<String> text(ObjectFile vmlinux, Symbol symbol) {
    Section section = vmlinux.section(symbol.place().section());
    long offset = symbol.value() - section.address();
    boolean inside = offset >= 0 && offset < section.data().length();
    return inside ? Optional.of(section.data().text((int) offset).strip()) : Optional.empty();
  }

  /** {@return the release it names, as {@code uname -r} prints it; empty if it names none} */
  public String release() {
    Matcher matcher = RELEASE.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  /**
   * {@return the upstream version a Debian banner names, {@code 6.1.192} of {@code Debian
   * 6.1.192-2}; empty for other kernels}
   */
  public Optional<String> debianUpstream() {
    Matcher matcher = DEBIAN.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
