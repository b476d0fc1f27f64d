package io.klpforge.driver.kbuild;

import io.klpforge.diff.check.Finding;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which objects a patch may change.
 *
 * @param certain objects whose own source the patch touches
 * @param users for each touched file that is no object's own source, the objects that may see it
 * @param possible all of those
 * @param added objects the patch brings
 * @param kernel what the patched kernel is made of
 * @param findings what cannot be followed, and remarks
 */
record Selection(
    NavigableSet<String> certain,
    SortedMap<String, NavigableSet<String>> users,
    NavigableSet<String> possible,
    NavigableSet<String> added,
    KernelObjects kernel,
    List<Finding> findings) {

  Selection {
    certain = new TreeSet<>(certain);
    users = new TreeMap<>(users);
    possible = new TreeSet<>(possible);
    possible.removeAll(certain);
    added = new TreeSet<>(added);
    possible.removeAll(added);
    certain.removeAll(added);
    findings = List.copyOf(findings);
  }
}
