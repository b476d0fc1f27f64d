package io.klpforge.diff.type;

/**
 * A user of a type somewhere in the kernel.
 *
 * @param owner {@code vmlinux}, or the module's name
 * @param user what it is
 */
public record KernelUser(String owner, TypeUser user) {

  /** {@return it for people}: its name, with its module's where it is in one */
  public String text() {
    return owner.equals("vmlinux") ? user.name() : user.name() + " [" + owner + "]";
  }

  /** {@return whether it is compiled into an object}, such as {@code fs/proc/cmdline.o} */
  public boolean isOf(String object) {
    String source = object.replaceFirst("\\.o$", ".c");
    return user.source().equals(source) || user.source().endsWith("/" + source);
  }
}
