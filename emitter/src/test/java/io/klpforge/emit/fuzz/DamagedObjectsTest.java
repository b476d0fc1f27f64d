package io.klpforge.emit.fuzz;

import io.klpforge.diff.compare.LineNumbers;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.statistics.Statistics;

/**
 * Any damage to any fixture ends in a result or a named error, within {@link #LONGEST_SECONDS}.
 *
 * <p>{@code -Dfuzz.inputs=1000000} tries that many instead of a build's few; the seed that is
 * printed repeats a run, and what fails is made small before it is reported.
 */
final class DamagedObjectsTest {
  private static final int LONGEST_SECONDS = 10;
  private static final int MOST_EDITS = 4;

  private static ExecutorService worker = newWorker();

  private static ExecutorService newWorker() {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread thread = new Thread(task, "differ");
          thread.setDaemon(true);
          return thread;
        });
  }

  @AfterContainer
  static void stop() {
    worker.shutdownNow();
  }

  @Property(seed = "20261121", tries = 3000)
  void endsInAResultOrANamedErrorAsAlways(@ForAll("damage") Damage damage) throws Exception {
    run(damage);
  }

  @Property
  void endsInAResultOrANamedError(@ForAll("damage") Damage damage) throws Exception {
    Statistics.collect(run(damage));
    Statistics.coverage(
        ending -> {
          for (Ending one : Ending.values()) {
            ending.check(one).percentage(share -> share > 2);
          }
        });
  }

  private static Ending run(Damage damage) throws Exception {
    Future<Ending> ending = worker.submit(damage::run);
    try {
      return ending.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      worker.shutdownNow();
      worker = newWorker();
      throw new AssertionError("still running after " + LONGEST_SECONDS + " seconds", e);
    } catch (ExecutionException e) {
      throw new AssertionError("neither a result nor a named error: " + e.getCause(), e.getCause());
    }
  }

  @Provide
  Arbitrary<Damage> damage() {
    Arbitrary<Integer> seeds = Arbitraries.integers().between(0, 9999).withoutEdgeCases();
    Arbitrary<Integer> cuts =
        Arbitraries.frequencyOf(
            Tuple.of(30, Arbitraries.just(0)),
            Tuple.of(1, Arbitraries.integers().between(0, 5000)));
    return Combinators.combine(
            seeds,
            edits().list().ofMaxSize(1),
            edits().list().ofMaxSize(MOST_EDITS),
            cuts,
            Arbitraries.of(LineNumbers.class))
        .as(Damage::new)
        .withoutEdgeCases();
  }

  private static Arbitrary<Edit> edits() {
    Arbitrary<Integer> entries = Arbitraries.integers().between(0, 99_999).withoutEdgeCases();
    return Combinators.combine(fields(), entries, Arbitraries.of(false, true), values())
        .as(Edit::new)
        .withoutEdgeCases();
  }

  /** Mostly such that the file stays readable, so that the differ is reached. */
  private static Arbitrary<Field> fields() {
    return Arbitraries.frequencyOf(
        Tuple.of(1, fieldsOf(Field.Table.HEADER)),
        Tuple.of(4, fieldsOf(Field.Table.SECTIONS)),
        Tuple.of(6, fieldsOf(Field.Table.SYMBOLS)),
        Tuple.of(8, fieldsOf(Field.Table.RELOCATIONS)),
        Tuple.of(8, fieldsOf(Field.Table.CONTENTS)));
  }

  private static Arbitrary<Field> fieldsOf(Field.Table table) {
    return Arbitraries.of(Arrays.stream(Field.values()).filter(f -> f.table == table).toList());
  }

  private static Arbitrary<Long> values() {
    return Arbitraries.frequencyOf(
        Tuple.of(6, Arbitraries.longs().between(-16, 16)),
        Tuple.of(4, Arbitraries.longs().between(0, 4096)),
        Tuple.of(2, Arbitraries.integers().between(0, 63).map(bit -> 1L << bit)),
        Tuple.of(
            2,
            Arbitraries.of(
                Long.MAX_VALUE, Long.MIN_VALUE, 0x7fff_ffffL, 0xffff_ffffL, 0xffffL, 0xff00L)),
        Tuple.of(1, Arbitraries.longs()));
  }
}
