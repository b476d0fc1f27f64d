package io.klpforge.diff.correlate;

/**
 * Of several with one base name, those that twins use at the same places: {@code count.0} of {@code
 * f} and {@code count.1} of {@code g}, numbered the other way round in the patched object.
 *
 * <p>Where the twins are equal but for what the compiler numbers, place by place. Where they are
 * not, see {@link SameOrder}.
 */
final class SameSites implements MatchingLevel {
  @Override
  public void match(Candidates candidates) {
    new SiteWalk(candidates).walk();
  }
}
