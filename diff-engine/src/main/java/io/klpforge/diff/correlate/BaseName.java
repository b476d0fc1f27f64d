package io.klpforge.diff.correlate;

/**
 * The name without what the compiler adds, once on each side: {@code __quirk.97} and {@code
 * __quirk.101}, {@code foo.isra.0} and {@code foo.isra}.
 *
 * <p>{@code foo} and {@code foo.isra.0} are no twins: they may take other arguments.
 *
 * <p>A variable must also be used by the same functions: a removed {@code count} of one function is
 * not a new {@code count} of another.
 */
final class BaseName implements MatchingLevel {
  @Override
  public void match(Candidates candidates) {
    Users users = new Users(candidates);
    for (Candidates.Group group : candidates.groups(Candidate::base)) {
      if (group.isPair()) {
        Candidate orig = group.orig().get(0);
        Candidate patched = group.patched().get(0);
        if (orig.isFunction() || users.share(orig, patched)) {
          candidates.correlation().pair(orig.piece(), patched.piece());
        }
      }
    }
  }
}
