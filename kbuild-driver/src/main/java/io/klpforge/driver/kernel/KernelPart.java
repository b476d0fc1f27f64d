package io.klpforge.driver.kernel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The parts of a kernel, where packages put them, and which Debian package does.
 *
 * <p>In the names {@code %R} stands for the release and {@code %V} for version and patch level
 * ({@code 6.1}). Source: file lists of Debian 12's linux-image, -dbg, -headers and linux-source
 * packages; {@code /usr/lib/debug/lib/modules/R/vmlinux} is Fedora's place too.
 */
public enum KernelPart {
  CONFIG("config", "linux-image-%R", "-c", "boot/config-%R"),
  VMLINUX(
      "vmlinux with symbols",
      "linux-image-%R-dbg",
      "-v",
      "usr/lib/debug/boot/vmlinux-%R",
      "usr/lib/debug/vmlinux-%R",
      "usr/lib/debug/lib/modules/%R/vmlinux",
      "lib/debug/boot/vmlinux-%R"),
  SYSTEM_MAP(
      "System.map",
      "linux-image-%R-dbg",
      "--system-map",
      "usr/lib/debug/boot/System.map-%R",
      "lib/debug/boot/System.map-%R",
      "boot/System.map-%R"),
  SYMVERS(
      "Module.symvers",
      "linux-headers-%R",
      "--symvers",
      "usr/src/linux-headers-%R/Module.symvers",
      "lib/modules/%R/build/Module.symvers"),
  MODULES("modules", "linux-image-%R", "--modules", "lib/modules/%R", "usr/lib/modules/%R"),
  SOURCE(
      "source",
      "linux-source-%V",
      "-s",
      "usr/src/linux-source-%V.tar.xz",
      "usr/src/linux-source-%V"),
  DEBUG_MODULES(
      "debug modules",
      "linux-image-%R-dbg",
      "",
      "usr/lib/debug/lib/modules/%R",
      "usr/lib/debug/usr/lib/modules/%R",
      "lib/debug/lib/modules/%R"),
  VMLINUZ("vmlinuz", "linux-image-%R", "", "boot/vmlinuz-%R", "lib/modules/%R/vmlinuz");

  private final String what;
  private final String debianPackage;
  private final String option;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of, which is immutable
  private final List<String> places;

  KernelPart(String what, String debianPackage, String option, String... places) {
    this.what = what;
    this.debianPackage = debianPackage;
    this.option = option;
    this.places = List.of(places);
  }

  /** {@return the places to look at under the root, best first} */
  List<String> places(String release) {
    return places.stream().map(place -> named(place, release)).toList();
  }

  /** {@return one line telling what is missing, where it was looked for, and what brings it} */
  String missing(String release, String looked) {
    return String.format(
        Locale.ROOT,
        "%s: not at %s (package %s, or option %s)",
        what,
        looked,
        debianPackage(release),
        option);
  }

  /** {@return where it is under {@code root}, if it is there} */
  public Optional<Path> find(Path root, String release) {
    return places(release).stream().map(root::resolve).filter(Files::exists).findFirst();
  }

  /** {@return what to call it} */
  public String what() {
    return what;
  }

  /** {@return the Debian package that brings it} */
  public String debianPackage(String release) {
    return named(debianPackage, release);
  }

  private static String named(String pattern, String release) {
    String[] numbers = release.split("[.-]", 3);
    String version = numbers.length < 2 ? release : numbers[0] + "." + numbers[1];
    return pattern.replace("%R", release).replace("%V", version);
  }
}
