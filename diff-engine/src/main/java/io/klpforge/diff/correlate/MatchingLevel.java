package io.klpforge.diff.correlate;

/** One way to recognise twins; decides only where it leaves no choice. */
interface MatchingLevel {
  /** Pairs, in the candidates' correlation, those this level is sure of. */
  void match(Candidates candidates);

  /** {@return what it goes by, to be put behind "by"} */
  String sign();
}
