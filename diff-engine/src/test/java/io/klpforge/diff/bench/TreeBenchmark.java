package io.klpforge.diff.bench;

import io.klpforge.diff.check.PatchabilityCheck;
import io.klpforge.diff.compare.LineNumbers;
import io.klpforge.diff.compare.ObjectComparator;
import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.MalformedElfException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * All pairs of two build trees, from files to findings, on all cores.
 *
 * <p>Pairs that are equal in bytes are compared as well, though {@code klpforge diff} would not
 * read them: one tree of a kernel's own modules, given twice, is real work too.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class TreeBenchmark {
  /** The tree compiled without the patch. */
  @Param("orig")
  public String orig;

  /** The tree compiled with it. */
  @Param("patched")
  public String patched;

  /** How many pairs to compare; the trees' pairs again and again if they have fewer. */
  @Param("3000")
  public int pairs;

  private List<Path> paths = List.of();

  /** Lists the objects and modules that both trees have. */
  @Setup
  public void list() throws IOException {
    Path top = Path.of(orig);
    try (Stream<Path> files = Files.walk(top)) {
      paths =
          files
              .filter(TreeBenchmark::isObject)
              .map(top::relativize)
              .filter(path -> Files.exists(Path.of(patched).resolve(path)))
              .sorted()
              .toList();
    }
    System.out.println("# " + paths.size() + " different pairs");
  }

  private static boolean isObject(Path file) {
    return file.toString().endsWith(".o") || file.toString().endsWith(".ko");
  }

  /** {@return findings and changed functions of all pairs} */
  @Benchmark
  public int compare() {
    return IntStream.range(0, pairs)
        .parallel()
        .map(index -> compare(paths.get(index % paths.size())))
        .sum();
  }

  private int compare(Path path) {
    try {
      ObjectDiff diff =
          ObjectComparator.compare(
              ElfReader.read(Path.of(orig).resolve(path)),
              ElfReader.read(Path.of(patched).resolve(path)),
              LineNumbers.TOLERATED);
      return PatchabilityCheck.all(diff, path.toString()).size();
    } catch (MalformedElfException e) {
      return 1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
