package io.klpforge.emit.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.klpforge.diff.compare.LineNumbers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same for whatever Jazzer makes of the fixtures' bytes, guided by what code they reach.
 *
 * <p>Off in a plain build, because Jazzer changes classes as they load: see the README, "Fuzzing".
 */
@Tag("jazzer")
final class ObjectFuzzTest {
  private static final List<Seed> SEEDS = Seed.all();

  static Stream<Arguments> patchedObjects() {
    return SEEDS.stream().map(ObjectFuzzTest::input).map(Arguments::of);
  }

  /** The number of the pair, then the patched object. */
  private static byte[] input(Seed seed) {
    byte[] object = seed.patched().toArray();
    byte[] input = new byte[object.length + 1];
    input[0] = (byte) SEEDS.indexOf(seed);
    System.arraycopy(object, 0, input, 1, object.length);
    return input;
  }

  @MethodSource("patchedObjects")
  @FuzzTest(maxDuration = "10m")
  void endsInAResultOrANamedError(byte[] input) {
    if (input.length == 0) {
      return;
    }
    Seed pair = SEEDS.get((input[0] & 0xff) % SEEDS.size());
    byte[] patched = Arrays.copyOfRange(input, 1, input.length);
    Pipeline.run(pair.orig().toArray(), patched, LineNumbers.TOLERATED, pair.kernel());
  }
}
