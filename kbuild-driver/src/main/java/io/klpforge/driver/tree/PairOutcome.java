package io.klpforge.driver.tree;

import io.klpforge.diff.check.Finding;
import java.util.List;

/**
 * What is known of one object after its comparison; small, whatever the object's size.
 *
 * @param object its path in both trees
 * @param verdict how the two compare
 * @param changedFunctions names as in the original object
 * @param newFunctions names of functions only the patched object has
 * @param changes reasons for each changed function, in the same order
 * @param findings all of them
 * @param problem why it could not be compared; else the empty text
 */
public record PairOutcome(
    String object,
    PairVerdict verdict,
    List<String> changedFunctions,
    List<String> newFunctions,
    List<String> changes,
    List<Finding> findings,
    String problem) {

  /** Copies the lists. */
  public PairOutcome {
    changedFunctions = List.copyOf(changedFunctions);
    newFunctions = List.copyOf(newFunctions);
    changes = List.copyOf(changes);
    findings = List.copyOf(findings);
  }

  static PairOutcome of(String object, PairVerdict verdict) {
    return new PairOutcome(object, verdict, List.of(), List.of(), List.of(), List.of(), "");
  }

  static PairOutcome unreadable(String object, String problem) {
    return new PairOutcome(
        object, PairVerdict.UNREADABLE, List.of(), List.of(), List.of(), List.of(), problem);
  }

  /** {@return whether there is something to tell of it} */
  public boolean isWorthTelling() {
    return switch (verdict) {
      case CHANGED, NEW, GONE, REFUSED, UNREADABLE -> true;
      case UNCHANGED -> !findings.isEmpty();
      case IDENTICAL, LINKED -> false;
    };
  }
}
