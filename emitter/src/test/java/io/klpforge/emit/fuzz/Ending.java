package io.klpforge.emit.fuzz;

/** How a comparison may end. */
enum Ending {
  /** A file is refused before anything is compared. */
  UNREADABLE,
  /** The objects are refused while they are compared. */
  MALFORMED,
  /** There are findings, so that no livepatch is made. */
  REFUSED,
  /** An object for the livepatch was written. */
  EMITTED
}
