package io.klpforge.driver.run;

import io.klpforge.driver.fixture.PatchFixture;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Builds every patch of fixtures/patches, and tries in one boot all that came of it. */
@Tag("kernel")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PatchFixturesKernelTest {
  private static final String FIXTURES = "io.klpforge.driver.fixture.PatchFixture#";

  @TempDir private static Path output;
  private FixtureTrials trials;

  @BeforeAll
  void buildAllAndBootOnce() throws IOException {
    trials = FixtureTrials.run(StockKernel.require(), output);
  }

  @ParameterizedTest
  @MethodSource(FIXTURES + "all")
  void endsAsItsFileSaysAndLeavesNothingElse(PatchFixture fixture) {
    trials.requireEnd(fixture);
  }

  @ParameterizedTest
  @MethodSource(FIXTURES + "delivered")
  void worksInTheShippedKernel(PatchFixture fixture) {
    trials.requireWorks(fixture);
  }

  @ParameterizedTest
  @MethodSource(FIXTURES + "ofModules")
  void worksForAModuleLoadedLater(PatchFixture fixture) {
    trials.requireWorksLate(fixture);
  }

  @Test
  void givesEveryReasonOfARefusal() {
    trials.requireAllReasons();
  }

  @Test
  void saysThatNothingChanged() {
    trials.requireNothingChanged();
  }

  @Test
  void refersToTheRightOnesOfNamesUsedMoreThanOnce() {
    trials.requireRightOnesOfEqualNames();
  }
}
