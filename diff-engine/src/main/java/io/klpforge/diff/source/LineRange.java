package io.klpforge.diff.source;

/**
 * Lines one behind the other.
 *
 * @param first from 1 on
 * @param last the last one; {@code first - 1} if there are none, which tells a place between lines
 */
public record LineRange(int first, int last) {

  /** {@return whether there are no lines} */
  public boolean isEmpty() {
    return last < first;
  }

  /** {@return whether a line is one of them} */
  public boolean contains(int line) {
    return first <= line && line <= last;
  }

  /** {@return whether a change of {@code changed} changes what these lines are} */
  public boolean isTouchedBy(LineRange changed) {
    return changed.isEmpty()
        ? first < changed.first && changed.first <= last
        : changed.first <= last && first <= changed.last;
  }

  /** {@return {@code 12}, {@code 12-15}, or {@code before 12} for none} */
  public String text() {
    if (isEmpty()) {
      return "before " + first;
    }
    return first == last ? String.valueOf(first) : first + "-" + last;
  }
}
