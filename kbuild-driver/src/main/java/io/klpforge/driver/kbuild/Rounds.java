package io.klpforge.driver.kbuild;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * States put together that can be compiled in one call of make: no object twice, and no file in two
 * versions.
 */
final class Rounds {
  private final List<Round> open = new ArrayList<>();
  private final int most;

  private Rounds(int most) {
    this.most = most;
  }

  private final class Round {
    private final List<ObjectState> states = new ArrayList<>();
    private final Set<String> objects = new HashSet<>();
    private final Map<String, String> versions = new TreeMap<>();

    boolean takes(ObjectState state) {
      return states.size() < most
          && !objects.contains(state.object())
          && state.files().entrySet().stream()
              .allMatch(
                  file ->
                      versions
                          .getOrDefault(file.getKey(), file.getValue().code())
                          .equals(file.getValue().code()));
    }

    void add(ObjectState state) {
      states.add(state);
      objects.add(state.object());
      state.files().forEach((path, version) -> versions.put(path, version.code()));
    }
  }

  /**
   * {@return the rounds}; each state is in the first that takes it, in their order
   *
   * @param most states in one round: what a run that is killed loses
   */
  static List<List<ObjectState>> of(List<ObjectState> states, int most) {
    Rounds rounds = new Rounds(most);
    states.forEach(rounds::add);
    return rounds.open.stream().map(round -> List.copyOf(round.states)).toList();
  }

  private void add(ObjectState state) {
    for (Round round : open) {
      if (round.takes(state)) {
        round.add(state);
        return;
      }
    }
    Round round = new Round();
    round.add(state);
    open.add(round);
  }
}
