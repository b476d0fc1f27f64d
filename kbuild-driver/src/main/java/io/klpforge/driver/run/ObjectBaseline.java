package io.klpforge.driver.run;

import io.klpforge.diff.reproduce.PieceMatch;
import io.klpforge.diff.reproduce.Reproduction;
import io.klpforge.diff.reproduce.Standing;
import java.util.List;

/**
 * How much of an object compiled without the patch is the running kernel's code.
 *
 * @param object its path in the build tree
 * @param owner {@code vmlinux}, or the module's name with underscores
 * @param functions that the running kernel has
 * @param overridden weak functions for which another object's were linked
 * @param discarded functions that are thrown away at link time
 * @param differing names of the functions that are others in the running kernel
 * @param variables that have a name
 * @param differingVariables names of those that have other initial contents there
 * @param trusted whether differences were accepted, by {@code --trust-baseline}
 */
public record ObjectBaseline(
    String object,
    String owner,
    int functions,
    int overridden,
    int discarded,
    List<String> differing,
    int variables,
    List<String> differingVariables,
    boolean trusted) {

  /** Copies the lists. */
  public ObjectBaseline {
    differing = List.copyOf(differing);
    differingVariables = List.copyOf(differingVariables);
  }

  static ObjectBaseline of(
      String object, String owner, Reproduction reproduction, boolean trusted) {
    List<PieceMatch> functions = reproduction.functions();
    return new ObjectBaseline(
        object,
        owner,
        reproduction.present().size(),
        count(functions, Standing.OVERRIDDEN),
        count(functions, Standing.DISCARDED),
        differing(functions),
        reproduction.variables().size(),
        differing(reproduction.variables()),
        trusted);
  }

  private static int count(List<PieceMatch> matches, Standing standing) {
    return (int) matches.stream().filter(match -> match.standing() == standing).count();
  }

  private static List<String> differing(List<PieceMatch> matches) {
    return matches.stream().filter(PieceMatch::differs).map(m -> m.piece().name()).toList();
  }

  /** {@return the functions that are the same in the running kernel} */
  public int identical() {
    return functions - differing.size();
  }

  /** {@return whether nothing differs} */
  public boolean isIdentical() {
    return differing.isEmpty() && differingVariables.isEmpty();
  }

  /** {@return it in one line} */
  public String text() {
    StringBuilder text = new StringBuilder(object);
    text.append(": ").append(identical()).append(" of ").append(functions);
    text.append(functions == 1 ? " function identical" : " functions identical");
    append(text, overridden, "overridden by another object's");
    append(text, discarded, "discarded at link time");
    append(text, differingVariables.size(), "variables with other contents");
    return text.toString();
  }

  private static void append(StringBuilder text, int count, String what) {
    if (count > 0) {
      text.append(", ").append(count).append(' ').append(what);
    }
  }
}
