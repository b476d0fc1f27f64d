package io.klpforge.emit.fuzz;

import io.klpforge.diff.compare.LineNumbers;
import io.klpforge.diff.elf.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * What is done to a pair of objects.
 *
 * @param seed which pair, counted round and round
 * @param orig changes of the original object
 * @param patched changes of the patched object
 * @param cut bytes that the patched file loses at its end
 * @param lines how line numbers are compared
 */
record Damage(int seed, List<Edit> orig, List<Edit> patched, int cut, LineNumbers lines) {
  private static final List<Seed> SEEDS = Seed.all();

  /** Runs the whole differ over the damaged pair. */
  Ending run() {
    Seed pair = SEEDS.get(seed % SEEDS.size());
    byte[] after = damaged(pair.patched(), patched);
    byte[] rest = Arrays.copyOf(after, Math.max(0, after.length - cut));
    return Pipeline.run(damaged(pair.orig(), orig), rest, lines, pair.kernel());
  }

  private static byte[] damaged(Bytes object, List<Edit> edits) {
    byte[] copy = object.toArray();
    if (!edits.isEmpty()) {
      Anatomy anatomy = new Anatomy(object.toArray());
      ByteBuffer file = ByteBuffer.wrap(copy).order(object.order());
      edits.forEach(edit -> edit.apply(anatomy, file));
    }
    return copy;
  }
}
