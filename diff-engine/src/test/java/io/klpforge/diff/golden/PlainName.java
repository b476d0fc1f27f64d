package io.klpforge.diff.golden;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The name a person wrote, out of what compilers make of it: {@code walk.part.0} is walk, gcc's
 * {@code count.1} and clang's {@code next.count.2} are count.
 */
final class PlainName {
  private static final Set<String> CLONES =
      Set.of("isra", "part", "constprop", "cold", "llvm", "lto_priv", "localalias", "specialized");

  private PlainName() {}

  static String of(String name) {
    if (name.startsWith(".") || name.isEmpty()) {
      return name;
    }
    List<String> parts =
        Arrays.stream(name.split("\\.", -1))
            .filter(part -> !part.isEmpty() && !CLONES.contains(part))
            .filter(part -> !part.chars().allMatch(Character::isDigit))
            .toList();
    return parts.isEmpty() ? name : parts.get(parts.size() - 1);
  }
}
