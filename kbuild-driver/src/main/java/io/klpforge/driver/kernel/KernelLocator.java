package io.klpforge.driver.kernel;

import io.klpforge.driver.report.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds the parts of an installed kernel, or of packages unpacked under another root.
 *
 * @param root {@code /}, or the directory packages were unpacked to
 * @param given parts not to look for
 */
public record KernelLocator(Path root, KernelOverrides given) {
  /** What Debian ships as {@code /boot/System.map-R} since the real one is in the -dbg package. */
  private static final String SYSTEM_MAP_STUB = "ffffffffffffffff B The real System.map";

  /**
   * {@return the kernel of that release}
   *
   * @throws Failure naming every part that is missing at once, and the package that brings each
   */
  public TargetKernel locate(String release) {
    Search search = new Search(root, release);
    TargetKernel kernel =
        new TargetKernel(
            release,
            search.file(KernelPart.CONFIG, given.config()),
            search.file(KernelPart.SYSTEM_MAP, given.systemMap()),
            search.file(KernelPart.VMLINUX, given.vmlinux()),
            search.file(KernelPart.SYMVERS, given.symvers()),
            search.file(KernelPart.MODULES, given.modules()),
            search.find(KernelPart.DEBUG_MODULES),
            search.file(KernelPart.SOURCE, given.source()),
            search.find(KernelPart.VMLINUZ));
    search.requireAll();
    return kernel;
  }

  /**
   * {@return the parts of the kernel of that release that tell what it loads}; its modules may be
   * missing, and nothing that only a build needs is looked for
   *
   * @throws Failure naming every part that is missing at once, and the package that brings each
   */
  public KernelFiles locateFiles(String release) {
    Search search = new Search(root, release);
    KernelFiles files =
        new KernelFiles(
            release,
            search.file(KernelPart.CONFIG, given.config()),
            search.file(KernelPart.VMLINUX, given.vmlinux()),
            search.file(KernelPart.SYMVERS, given.symvers()),
            given.modules().map(search::given).or(() -> search.find(KernelPart.MODULES)));
    search.requireAll();
    return files;
  }

  /** One search, gathering what is missing. */
  private static final class Search {
    private final Path root;
    private final String release;
    private final List<String> missing = new ArrayList<>();
    private final TreeSet<String> packages = new TreeSet<>();

    Search(Path root, String release) {
      this.root = root.toAbsolutePath().normalize();
      this.release = release;
    }

    /** The part's place; the first place looked at stands in for a missing one. */
    Path file(KernelPart part, Optional<Path> chosen) {
      if (chosen.isPresent()) {
        return given(chosen.get());
      }
      Path first = root.resolve(part.places(release).get(0));
      return find(part)
          .orElseGet(
              () -> {
                missing.add(part.missing(release, first.toString()));
                packages.add(part.debianPackage(release));
                return first;
              });
    }

    Optional<Path> find(KernelPart part) {
      return part.places(release).stream()
          .map(root::resolve)
          .filter(Files::exists)
          .filter(place -> !isStub(place))
          .findFirst();
    }

    void requireAll() {
      if (missing.isEmpty()) {
        return;
      }
      String remedy =
          packages.isEmpty() ? "" : "\n    apt-get install " + String.join(" ", packages);
      throw new Failure(
          "kernel "
              + release
              + ": not complete under "
              + root
              + "\n    "
              + String.join("\n    ", missing)
              + remedy);
    }

    private Path given(Path chosen) {
      if (!Files.exists(chosen)) {
        missing.add(chosen + ": no such file or directory (given on the command line)");
      }
      return chosen.toAbsolutePath().normalize();
    }

    private static boolean isStub(Path place) {
      if (!place.getFileName().toString().startsWith("System.map")) {
        return false;
      }
      try (InputStream in = Files.newInputStream(place)) {
        byte[] begin = in.readNBytes(SYSTEM_MAP_STUB.length());
        return new String(begin, StandardCharsets.ISO_8859_1).equals(SYSTEM_MAP_STUB);
      } catch (IOException e) {
        return false;
      }
    }
  }
}
