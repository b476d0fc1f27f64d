package io.klpforge.driver.realfixes;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import io.klpforge.diff.explain.Cause;
import io.klpforge.diff.explain.Explanation;
import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.command.CommandRunner;
import io.klpforge.driver.report.CompileFailure;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.Failure;
import io.klpforge.driver.report.PhaseTime;
import io.klpforge.driver.report.Verbosity;
import io.klpforge.driver.report.WideChange;
import io.klpforge.driver.run.BuildOutcome;
import io.klpforge.driver.run.BuildRequest;
import io.klpforge.driver.run.BuildRun;
import io.klpforge.driver.run.ObjectDiffer;
import io.klpforge.emit.inspect.LivepatchModule;
import io.klpforge.emit.inspect.ReplacedObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Builds one fix.
 *
 * @param kernel which one, and how
 * @param cache keeps the prepared kernel
 * @param leaveOutInit whether changes of init code are left out
 * @param limit a build that would take longer on a free machine has failed: told from its processor
 *     time, as this one may do other things
 */
record FixTrial(BuildRequest kernel, Cache cache, boolean leaveOutInit, Duration limit) {

  /** A patch that may concern more is not one fix, and would not be built in a minute. */
  private static final int MOST_OBJECTS = 12;

  /** Steps that do as much at once as there are jobs. */
  private static final Pattern MANY =
      Pattern.compile("^(compile|preprocess) ([2-9]|[1-9][0-9]+) (objects|files)|^find who uses ");

  /** A program that runs that long never ends. */
  private static final Duration HANGS = Duration.ofMinutes(10);

  /**
   * What a build came to.
   *
   * @param result of it
   * @param errors the compiler's lines; empty unless it does not compile
   * @param findings of it
   */
  record Trial(FixResult result, String errors, List<Finding> findings) {
    Trial {
      findings = List.copyOf(findings);
    }
  }

  /**
   * Builds; whatever happens is a result.
   *
   * @param directory gets the module and {@code output.txt}, what the build said
   */
  Trial run(Fix fix, Path directory) {
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said);
    Console console = new Console(writer, writer, Verbosity.NORMAL);
    long begin = System.nanoTime();
    Trial trial = timed(fix, directory, console, begin);
    trial.findings().forEach(console::finding);
    console.message(trial.result().outcome().words() + ": " + trial.result().reason());
    Disk.write(directory.resolve("output.txt"), said.toString());
    return trial;
  }

  private Trial timed(Fix fix, Path directory, Console console, long begin) {
    Trial trial = build(fix, directory, console, begin);
    long seconds = console.phases().stream().mapToLong(this::alone).sum() / 1000;
    return seconds > limit.toSeconds()
        ? ended(fix, Outcome.FAILED, "would take " + seconds + " s on a free machine", begin)
        : trial;
  }

  /** {@return the milliseconds a step would take if nothing else ran} */
  private long alone(PhaseTime phase) {
    boolean parallel = MANY.matcher(phase.phase()).find();
    return parallel ? phase.cpu() / kernel.jobs() : phase.cpu();
  }

  private Trial build(Fix fix, Path directory, Console console, long begin) {
    try {
      String name = "lp-" + fix.name();
      BuildRequest request =
          kernel.of(List.of(fix.patch()), name, directory, leaveOutInit, MOST_OBJECTS);
      CommandRunner runner = CommandRunner.within(HANGS);
      BuildOutcome outcome = new BuildRun(request, cache, runner, console).run();
      return new Trial(result(fix, outcome, console, begin), "", outcome.findings());
    } catch (CompileFailure e) {
      Trial trial = ended(fix, Outcome.DOES_NOT_COMPILE, e.getMessage(), begin);
      return new Trial(trial.result(), e.getMessage(), List.of());
    } catch (WideChange e) {
      return ended(fix, Outcome.TOO_WIDE, e.getMessage(), begin);
    } catch (Failure e) {
      boolean fits = !e.getMessage().contains("does not apply");
      return ended(fix, fits ? Outcome.FAILED : Outcome.DOES_NOT_APPLY, e.getMessage(), begin);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return ended(fix, Outcome.FAILED, "internal error: " + e + at(e), begin);
    }
  }

  private static String at(Throwable e) {
    StringBuilder trace = new StringBuilder();
    for (StackTraceElement element : e.getStackTrace()) {
      trace.append("\n    at ").append(element);
    }
    return trace.toString();
  }

  private static Trial ended(Fix fix, Outcome outcome, String reason, long begin) {
    return new Trial(FixResult.of(fix, outcome, reason, since(begin)), "", List.of());
  }

  private static long since(long begin) {
    return (System.nanoTime() - begin) / 1_000_000;
  }

  private static FixResult result(Fix fix, BuildOutcome built, Console console, long begin) {
    List<Finding> errors =
        built.findings().stream().filter(f -> f.severity() == Severity.ERROR).toList();
    return new FixResult(
        fix.name(),
        fix.files(),
        outcome(built),
        errors.stream().map(Finding::rule).distinct().toList(),
        errors.isEmpty() ? "" : errors.get(0).text(),
        built.objects().stream().flatMap(o -> o.changedFunctions().stream()).toList(),
        built.objects().stream()
            .flatMap(o -> o.explanations().stream())
            .filter(FixTrial::isUnexplained)
            .map(Explanation::function)
            .toList(),
        since(begin),
        original(console),
        cpu(console, phase -> !isOriginal(phase)),
        built.module(),
        built.module().map(FixTrial::targets).orElse(List.of()));
  }

  private static Outcome outcome(BuildOutcome built) {
    if (built.unloadable()) {
      return Outcome.FAILED;
    }
    if (built.isRefused()) {
      return Outcome.REFUSED;
    }
    if (built.module().isPresent()) {
      return Outcome.DELIVERED;
    }
    boolean absent = built.findings().stream().anyMatch(f -> f.rule().equals("not-in-kernel"));
    return absent && built.objects().isEmpty() ? Outcome.NOT_IN_KERNEL : Outcome.NOTHING_CHANGED;
  }

  private static boolean isUnexplained(Explanation explanation) {
    Cause.Kind surest = explanation.causes().get(0).kind();
    return surest == Cause.Kind.DRIFT || surest == Cause.Kind.UNKNOWN;
  }

  private static long original(Console console) {
    return console.phases().stream().filter(FixTrial::isOriginal).mapToLong(PhaseTime::wall).sum();
  }

  private static boolean isOriginal(PhaseTime phase) {
    return phase.phase().endsWith("without the patch");
  }

  private static long cpu(Console console, Predicate<PhaseTime> which) {
    return console.phases().stream().filter(which).mapToLong(PhaseTime::cpu).sum();
  }

  private static List<String> targets(Path module) {
    return LivepatchModule.of(ObjectDiffer.read(module)).objects().stream()
        .map(ReplacedObject::name)
        .filter(name -> !name.equals("vmlinux"))
        .toList();
  }

  /** {@return the patch's own symbol that the running kernel lacks, of each such finding} */
  static Optional<String> missing(Finding finding) {
    boolean missing = finding.rule().equals("unknown-symbol");
    String begin = "the code needs ";
    return missing && finding.remedy().startsWith(begin)
        ? Optional.of(finding.remedy().substring(begin.length()).replaceFirst("[^\\w].*", ""))
        : Optional.empty();
  }
}
