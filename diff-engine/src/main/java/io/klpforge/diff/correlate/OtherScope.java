package io.klpforge.diff.correlate;

/**
 * What the patch made static, or no longer static, under a name that is written in the source: once
 * on each side, whatever file it is in.
 */
final class OtherScope implements MatchingLevel {
  @Override
  public void match(Candidates candidates) {
    for (Candidates.Group group : candidates.groupsOfAllFiles(Candidate::name)) {
      if (group.isPair() && isFlip(group.orig().get(0), group.patched().get(0))) {
        candidates.correlation().pair(group.orig().get(0).piece(), group.patched().get(0).piece());
      }
    }
  }

  private static boolean isFlip(Candidate orig, Candidate patched) {
    return orig.piece().isLocal() != patched.piece().isLocal()
        && !SymbolName.isNumbered(orig.name());
  }
}
