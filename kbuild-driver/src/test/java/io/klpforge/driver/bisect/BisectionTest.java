package io.klpforge.driver.bisect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.compare.Verdict;
import io.klpforge.driver.patch.PatchPart;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BisectionTest {
  private static final Touch F = function("f");
  private static final Touch G = function("g");
  private static final Touch CLONE = function("f.constprop.0");
  private static final Touch SYSCALL = function("__do_sys_open");

  private static Touch function(String name) {
    return new Touch(Touch.Kind.FUNCTION, name, Verdict.CHANGED);
  }

  private static PatchPart hunk(int patch, int number) {
    return new PatchPart(patch, 0, number, List.of("k/a.c"), 10 * number, "");
  }

  private static SortedSet<String> names(String... names) {
    return new TreeSet<>(List.of(names));
  }

  /** Hunks: one in f, one in open, one in no function, and one of a second patch. */
  private static Bisection bisection(List<Effect> effects, Touch... end) {
    SortedMap<String, List<Touch>> whole = new TreeMap<>();
    whole.put("k/a.o", List.of(end));
    return new Bisection(
        List.of(),
        List.of(hunk(0, 1), hunk(0, 2), hunk(0, 3), hunk(1, 1)),
        effects,
        whole,
        List.of(names("f"), names("open"), names(), names()),
        List.of());
  }

  private static Effect effect(List<Integer> parts, Touch... touches) {
    return new Effect("k/a.o", parts, List.of(touches));
  }

  @Test
  void aChangeOfItsOwnLinesIsDirect() {
    Effect effect = effect(List.of(0), F, G, CLONE);
    Bisection bisection = bisection(List.of(effect), F, G, CLONE);
    assertTrue(bisection.isDirect(effect, F));
    assertTrue(bisection.isDirect(effect, CLONE));
    assertFalse(bisection.isDirect(effect, G));
    assertTrue(bisection.isDirect(effect(List.of(1), SYSCALL), SYSCALL));
    assertTrue(bisection.isDirect(effect(List.of(0, 2), F), F));
    assertFalse(bisection.isDirect(effect(List.of(2), F), F));
  }

  @Test
  void saysWhatIsTheSameAgainInTheEnd() {
    List<Effect> effects = List.of(effect(List.of(0), F), effect(List.of(2), F));
    History history = bisection(effects).histories().get(0);
    assertEquals("f", history.key().name());
    assertTrue(history.end().isEmpty());
    assertEquals(effects, history.effects());
  }

  @Test
  void saysWhatOnlyAllTogetherChange() {
    History history = bisection(List.of(effect(List.of(0))), G).histories().get(0);
    assertEquals(List.of(), history.effects());
    assertFalse(history.isDirect());
    assertEquals(Verdict.CHANGED, history.end().orElseThrow().verdict());
  }

  @Test
  void oneHunkCanBeDirectForOneFunctionOnly() {
    List<History> histories = bisection(List.of(effect(List.of(0), F, G)), F, G).histories();
    assertEquals(List.of(true, false), histories.stream().map(History::isDirect).toList());
  }

  @Test
  void addsUpAPatch() {
    Bisection bisection =
        bisection(
            List.of(effect(List.of(0), F), effect(List.of(1, 2), G), effect(List.of(3), CLONE)));
    assertEquals(
        names("f", "g"), bisection.touched(part -> part.patch() == 0, Touch.Kind.FUNCTION));
    assertEquals(
        names("f.constprop.0"), bisection.touched(part -> part.patch() == 1, Touch.Kind.FUNCTION));
    assertEquals(names(), bisection.touched(part -> true, Touch.Kind.VARIABLE));
    assertTrue(bisection.isEffective());
    assertFalse(bisection(List.of(effect(List.of(0)))).isEffective());
  }

  @Test
  void triesAFunctionsOwnHunksFirst() {
    Bisection bisection =
        bisection(List.of(effect(List.of(0)), effect(List.of(1, 2), F), effect(List.of(3), F)), F);
    assertEquals(
        List.of(List.of(0), List.of(3), List.of(1, 2), List.of(0, 1, 2, 3), List.of(0, 1, 2)),
        new Candidates(bisection, List.of(0, 1, 2, 3), "f").inOrder());
  }
}
