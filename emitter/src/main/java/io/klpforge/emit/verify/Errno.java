package io.klpforge.emit.verify;

/**
 * Error numbers of {@code finit_module}. Source: include/uapi/asm-generic/errno-base.h, errno.h.
 */
public enum Errno {
  /** None: the module loads. */
  NONE(0),
  /** Forbidden, here by lockdown. */
  EPERM(1),
  /** Unknown symbol. */
  ENOENT(2),
  /** Not a module of this kernel. */
  ENOEXEC(8),
  /** No room, here for per-CPU data. */
  ENOMEM(12),
  /** There already. */
  EEXIST(17),
  /** Refused by livepatch, ftrace or the versions check. */
  EINVAL(22),
  /** The signature cannot be read. */
  EBADMSG(74),
  /** The signature is missing or wrong. */
  EKEYREJECTED(129);

  private final int number;

  Errno(int number) {
    this.number = number;
  }

  /** {@return the number, positive} */
  public int number() {
    return number;
  }
}
