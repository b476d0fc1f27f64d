package io.klpforge.driver.bisect;

import io.klpforge.driver.bisect.DeltaDebugging.Answer;
import io.klpforge.driver.bisect.Steps.Step;
import io.klpforge.driver.kbuild.ObjectState;
import io.klpforge.driver.kbuild.StateBuild;
import io.klpforge.driver.kbuild.TouchedSource;
import io.klpforge.driver.patch.NamedPatch;
import io.klpforge.driver.patch.PatchSeries;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Makes the parts of a series one after the other, and looks what each does. */
public final class Bisector {
  private final List<NamedPatch> patches;
  private final PatchSeries series;
  private final TouchedSource source;
  private final StateBuild build;
  private final ObjectComparison comparison;
  private final Console console;
  private final SeriesStates states;
  private final PartFunctions functions;
  private final List<Course> courses;

  /**
   * Compiles the whole series, which is where all that is asked for begins.
   *
   * @param patches those of {@code states}
   * @param states makes sources with parts of the series
   * @throws Failure if an object does not compile with the whole series
   */
  public Bisector(
      List<NamedPatch> patches,
      SeriesStates states,
      TouchedSource source,
      StateBuild build,
      ObjectComparison comparison,
      Console console) {
    this.patches = List.copyOf(patches);
    this.series = states.series();
    this.source = source;
    this.build = build;
    this.comparison = comparison;
    this.console = console;
    this.states = states;
    this.functions = new PartFunctions(series, states, states.source());
    this.courses = settled();
  }

  private List<Course> settled() {
    List<Course> all = new ArrayList<>();
    source
        .affected()
        .files()
        .forEach(
            (object, files) ->
                all.add(
                    new Course(
                        object, files, series.touching(files), true, states, source.orig())));
    build.compile(all.stream().map(Bisector::end).toList());
    List<Course> settled = all.stream().map(this::compiling).toList();
    build.compile(settled.stream().map(Bisector::end).toList());
    settled.forEach(this::requireCompiles);
    return settled;
  }

  private Course compiling(Course course) {
    return build.compiles(end(course)) ? course : course.unnumbered();
  }

  private void requireCompiles(Course course) {
    ObjectState end = end(course);
    if (!build.compiles(end)) {
      throw new Failure(
          course.object()
              + ": does not compile with the whole series\n    "
              + build.errors(end).replace("\n", "\n    "));
    }
  }

  private static ObjectState end(Course course) {
    return course.first(course.parts().size());
  }

  /** {@return what each part does} */
  public Bisection table() {
    return table(courses);
  }

  private Bisection table(List<Course> some) {
    List<ObjectState> all = new ArrayList<>();
    for (Course course : some) {
      IntStream.rangeClosed(0, course.parts().size()).mapToObj(course::first).forEach(all::add);
    }
    build.compile(all);
    List<Effect> effects =
        some.parallelStream().flatMap(course -> effects(course).stream()).toList();
    return new Bisection(
        patches,
        series.parts(),
        effects,
        whole(some),
        functions.all(),
        source.affected().findings());
  }

  private SortedMap<String, List<Touch>> whole(List<Course> some) {
    SortedMap<String, List<Touch>> whole = new TreeMap<>();
    some.parallelStream()
        .map(course -> new Effect(course.object(), course.parts(), end(course, course.parts())))
        .forEachOrdered(effect -> whole.put(effect.object(), effect.touches()));
    return whole;
  }

  private List<Touch> end(Course course, List<Integer> parts) {
    return touches(course, course.first(0), course.first(parts.size()));
  }

  private List<Effect> effects(Course course) {
    List<Effect> effects = new ArrayList<>();
    int parts = course.parts().size();
    for (Step step : Steps.of(parts, count -> build.compiles(course.first(count)))) {
      effects.add(
          new Effect(
              course.object(),
              course.parts().subList(step.before(), step.after()),
              touches(course, course.first(step.before()), course.first(step.after()))));
    }
    return effects;
  }

  private List<Touch> touches(Course course, ObjectState before, ObjectState after) {
    return comparison.compare(course.object(), build.object(before), build.object(after));
  }

  /**
   * {@return for each object in which the whole series touches the function, the smallest choice of
   * parts that does}
   *
   * @param name as the source or the symbol table has it
   */
  public List<Minimum> minima(String name) {
    SortedMap<String, List<Touch>> whole = whole(courses);
    return courses.stream()
        .filter(course -> Candidates.named(whole.get(course.object()), name).isPresent())
        .map(course -> minimum(course, name))
        .toList();
  }

  private Minimum minimum(Course course, String name) {
    Bisection table = table(List.of(course));
    DeltaDebugging<Integer> search = new DeltaDebugging<>(parts -> answer(course, parts, name));
    Candidates candidates = new Candidates(table, course.parts(), name);
    List<Integer> smallest = course.parts();
    for (List<Integer> candidate : candidates.inOrder()) {
      if (candidate.size() < smallest.size() && search.holds(candidate)) {
        smallest = search.minimal(candidate);
      }
    }
    if (smallest.size() == course.parts().size()) {
      smallest = search.minimal(course.parts());
    }
    Touch end = candidates.named(table.whole().get(course.object())).orElseThrow();
    return new Minimum(
        course.object(), end.name(), smallest, course.parts().size(), search.tried());
  }

  private Answer answer(Course course, List<Integer> parts, String name) {
    console.note("- try " + parts.size() + " of " + course.parts().size() + " hunks ...");
    Optional<ObjectState> state = course.with(parts);
    if (state.isEmpty()) {
      return Answer.UNRESOLVED;
    }
    build.compile(List.of(state.get()));
    if (!build.compiles(state.get())) {
      return Answer.UNRESOLVED;
    }
    List<Touch> touches = touches(course, course.first(0), state.get());
    return Candidates.named(touches, name).isPresent() ? Answer.YES : Answer.NO;
  }
}
