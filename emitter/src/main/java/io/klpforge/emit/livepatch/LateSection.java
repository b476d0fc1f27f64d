package io.klpforge.emit.livepatch;

import io.klpforge.diff.elf.Section;
import io.klpforge.diff.select.KernelFeature;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sections that a kernel with late relocations would read too early under their own names: {@code
 * .klp.arch.<object>.<section>} it reads once the relocations for that object are applied.
 *
 * <p>Source: {@code arch_klp_init_object_loaded()}, arch/x86/kernel/livepatch.c, Linux 5.4.
 *
 * @param object at whose loading it is read: {@code vmlinux}, or a module's name
 * @param table the name without the prefix, such as {@code .altinstructions}
 */
public record LateSection(String object, String table) {
  private static final String PREFIX = ".klp.arch.";
  private static final Pattern NAME =
      Pattern.compile("\\.klp\\.arch\\.([^.]{1,55})\\.(\\S{1,127})");
  private static final Set<String> APPLIED_LATE = Set.of(".altinstructions", ".parainstructions");

  /** {@return the name to give a section of an object that patches {@code owner}} */
  static String name(String section, String owner, Set<KernelFeature> features) {
    boolean late = features.contains(KernelFeature.LATE_RELOCATIONS);
    return late && APPLIED_LATE.contains(section) ? PREFIX + owner + "." + section : section;
  }

  /** {@return whether a section is meant to be one, readable or not} */
  public static boolean isMeant(Section section) {
    return section.name().startsWith(PREFIX);
  }

  /** {@return what a section's name says; empty if it is of another form} */
  public static Optional<LateSection> of(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(new LateSection(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** {@return whether those kernels do anything with a table of that name} */
  public boolean isRead() {
    return APPLIED_LATE.contains(table);
  }
}
