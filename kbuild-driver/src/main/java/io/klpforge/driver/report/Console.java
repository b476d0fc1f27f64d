package io.klpforge.driver.report;

import io.klpforge.diff.check.Finding;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the program speaks: results on stdout, progress and messages on stderr.
 *
 * <p>Safe for use by several threads; one line is never torn, and none is printed into the line
 * that shows the progress of a step.
 */
public final class Console {
  private final PrintWriter out;
  private final PrintWriter err;
  private final Verbosity verbosity;
  private final PhaseTimes times;
  private final Display display;
  private final StatusLine status;
  private final Deque<Step> steps = new ArrayDeque<>();
  private final Deque<Progress> progresses = new ArrayDeque<>();
  private final List<PhaseTime> phases = new ArrayList<>();
  private final long start = System.nanoTime();
  private Optional<Ticker> ticker = Optional.empty();

  /**
   * A console over two streams.
   *
   * @param times where steps are looked up and noted; {@link PhaseTimes#keep} is the caller's
   */
  public Console(PrintWriter out, PrintWriter err, Verbosity verbosity, PhaseTimes times) {
    this.out = out;
    this.err = err;
    this.verbosity = verbosity;
    this.times = times;
    this.display = TerminalWriter.displayOf(err);
    this.status = new StatusLine(err, display);
  }

  /** A console that remembers nothing. */
  public Console(PrintWriter out, PrintWriter err, Verbosity verbosity) {
    this(out, err, verbosity, PhaseTimes.of(Path.of("/nowhere/phase-times")));
  }

  /** Prints one line of the end result, on stdout. */
  public synchronized void result(String line) {
    status.clear();
    out.println(line);
    out.flush();
  }

  /** Prints a finding that is part of the result, on stdout. */
  public void result(Finding finding) {
    result(Paint.finding(TerminalWriter.displayOf(out), finding));
  }

  /** Prints one line of a result that the end result sums up, on stdout; not with --quiet. */
  public void listing(String line) {
    if (verbosity.says(Verbosity.NORMAL)) {
      result(line);
    }
  }

  /** Prints one line that must be read, on stderr. */
  public synchronized void message(String line) {
    status.clear();
    err.println(line);
    err.flush();
  }

  /** Prints a finding, on stderr. */
  public void finding(Finding finding) {
    message(Paint.finding(display, finding));
  }

  /** Prints one line about what is going on, on stderr; not with {@code --quiet}. */
  public void note(String line) {
    if (verbosity.says(Verbosity.NORMAL)) {
      message(line);
    }
  }

  /** Prints one line about how a step works, on stderr; only with {@code --verbose}. */
  public void detail(String line) {
    if (verbosity.says(Verbosity.VERBOSE)) {
      message("  " + line);
    }
  }

  /** Prints a decision of interest to whoever hunts a defect; only with {@code --debug}. */
  public void debug(String line) {
    if (verbosity.says(Verbosity.DEBUG)) {
      message("debug: " + line);
    }
  }

  /**
   * Announces a step and says how long it took when it is closed, in seconds of wall time and of
   * processor time, that of the programs it ran included.
   *
   * @param what the step in a few words, such as {@code "compile 2 objects"}; also the name by
   *     which its duration is remembered
   */
  public synchronized Step step(String what) {
    if (!isDrawing()) {
      note("- " + what + " ...");
    }
    Step step = new Step(what, new Foresight(times.usual(what)));
    steps.push(step);
    if (isDrawing() && ticker.isEmpty()) {
      ticker = Optional.of(new Ticker("status-line", 200, this::draw));
    }
    return step;
  }

  /**
   * Shows how far the step under way is, that has many parts.
   *
   * @param total parts; 0 if their number is not known
   */
  public synchronized Progress progress(int total) {
    Progress progress = new Progress(this, total);
    progresses.push(progress);
    return progress;
  }

  /** {@return the steps that have ended, by their beginning} */
  public synchronized List<PhaseTime> phases() {
    return phases.stream().sorted(Comparator.comparingLong(PhaseTime::begin)).toList();
  }

  private boolean isDrawing() {
    return display.redraws() && verbosity.says(Verbosity.NORMAL);
  }

  /** Draws the step under way; called now and then. */
  void draw() {
    int columns = display.columns().getAsInt();
    synchronized (this) {
      if (!steps.isEmpty()) {
        Step step = steps.peek();
        status.draw(progresses.isEmpty() ? step.status() : progresses.peek().status(step), columns);
      }
    }
  }

  /** Says in a log how far the step under way is. */
  synchronized void tell(Progress progress) {
    if (!isDrawing() && !steps.isEmpty()) {
      note(progress.status(steps.peek()).plain());
    }
  }

  synchronized void end(Progress progress) {
    progresses.remove(progress);
  }

  private synchronized void end(Step step, double seconds, double cpu) {
    steps.remove(step);
    times.took(step.what, seconds);
    phases.add(
        new PhaseTime(
            step.what,
            (step.begin - start) / 1_000_000,
            Math.round(seconds * 1e3),
            Math.round(cpu * 1e3)));
    note(String.format(Locale.ROOT, "  %s: %.1f s, cpu %.1f s", step.what, seconds, cpu));
    if (steps.isEmpty()) {
      status.clear();
      ticker.ifPresent(Ticker::close);
      ticker = Optional.empty();
    }
  }

  /** A step under way. */
  public final class Step implements AutoCloseable {
    private final String what;
    private final Foresight foresight;
    private final long begin = System.nanoTime();
    private final double cpuBegin = CpuClock.seconds();

    private Step(String what, Foresight foresight) {
      this.what = what;
      this.foresight = foresight;
    }

    String what() {
      return what;
    }

    Foresight foresight() {
      return foresight;
    }

    private StatusText status() {
      return new StatusText(what, "", 0, 0, seconds(), foresight.remaining(seconds()));
    }

    double seconds() {
      return (System.nanoTime() - begin) / 1e9;
    }

    @Override
    public void close() {
      end(this, seconds(), CpuClock.seconds() - cpuBegin);
    }
  }
}
