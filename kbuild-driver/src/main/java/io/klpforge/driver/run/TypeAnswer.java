package io.klpforge.driver.run;

import io.klpforge.diff.type.TypeUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the debugging information of one file tells of the users of types.
 *
 * @param owner {@code vmlinux}, or the module's name
 * @param users empty where it has no debugging information that we can read
 */
record TypeAnswer(String owner, Optional<List<TypeUser>> users) {
  private static final String TAB = "\t";

  /** {@return it as lines, to be kept}; names and paths of C have no tabs */
  List<String> lines() {
    List<String> lines = new ArrayList<>(List.of(owner + TAB + users.isPresent()));
    users.ifPresent(all -> all.forEach(user -> lines.add(line(user))));
    return lines;
  }

  private static String line(TypeUser user) {
    return String.join(TAB, user.type(), user.kind().name(), user.name(), user.source());
  }

  /** {@return what {@link #lines} of several became, one behind the other} */
  static List<TypeAnswer> parse(List<String> lines) {
    List<TypeAnswer> answers = new ArrayList<>();
    List<TypeUser> users = new ArrayList<>();
    for (String line : lines) {
      String[] fields = line.split(TAB, -1);
      if (fields.length == 2) {
        users = new ArrayList<>();
        boolean known = Boolean.parseBoolean(fields[1]);
        answers.add(new TypeAnswer(fields[0], known ? Optional.of(users) : Optional.empty()));
      } else if (fields.length == 4) {
        users.add(new TypeUser(fields[0], TypeUser.Kind.valueOf(fields[1]), fields[2], fields[3]));
      }
    }
    return answers;
  }
}
