package io.klpforge.diff.bench;

import io.klpforge.diff.compare.LineNumbers;
import io.klpforge.diff.compare.ObjectComparator;
import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.elf.ElfReader;
import java.util.concurrent.TimeUnit;
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

/** Time against size: the same work for ten times the functions must take ten times as long. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 3)
public class ScalingBenchmark {
  /** Functions in each object. */
  @Param({"500", "5000", "50000"})
  public int functions;

  private byte[] orig = {};
  private byte[] patched = {};

  /** Makes the objects. */
  @Setup
  public void makeObjects() {
    orig = ScaledObject.file(functions, 0);
    patched = ScaledObject.file(functions, 7);
  }

  /** Reads and compares one pair. */
  @Benchmark
  public ObjectDiff compare() {
    return ObjectComparator.compare(
        ElfReader.read(orig), ElfReader.read(patched), LineNumbers.TOLERATED);
  }
}
