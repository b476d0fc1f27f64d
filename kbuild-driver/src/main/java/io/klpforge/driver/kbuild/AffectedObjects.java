package io.klpforge.driver.kbuild;

import io.klpforge.diff.check.Finding;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The objects a series of patches may change.
 *
 * @param files for each object, by its path, the touched files that its compilation may read
 * @param included objects whose own source is not touched
 * @param added objects that the series brings
 * @param findings what cannot be followed, and remarks
 */
public record AffectedObjects(
    SortedMap<String, NavigableSet<String>> files,
    Set<String> included,
    Set<String> added,
    List<Finding> findings) {

  /** Copies. */
  public AffectedObjects {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    included = Set.copyOf(included);
    added = Set.copyOf(added);
    findings = List.copyOf(findings);
  }
}
