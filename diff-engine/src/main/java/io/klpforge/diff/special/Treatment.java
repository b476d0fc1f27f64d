package io.klpforge.diff.special;

/** What becomes of the records of a special section that are about code the livepatch carries. */
public enum Treatment {
  /** Each is copied, so that the kernel finds it about the new code as it did about the old. */
  BY_RECORD,
  /** Each is copied with the record at the same place of the section it belongs to. */
  WITH_ADDRESSES,
  /** None is: the code is changed so that it needs none; see {@link RuntimePointer}. */
  REPLACED,
  /** None is: the livepatch is as right without; the row says why. */
  LEFT_OUT,
  /** The kernel reads it of vmlinux only, so a copy would do nothing: such code is refused. */
  REFUSED
}
