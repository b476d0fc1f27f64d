package io.klpforge.driver.header;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What has to be known of a declaration to tell whether it passes a change on.
 *
 * @param kind of it
 * @param names that it declares
 * @param words in it, each once
 * @param values whether the name of a value means the value there
 * @param otherName what a macro without parameters stands for, if that is one name
 */
record Mention(
    Declaration.Kind kind,
    Set<String> names,
    List<String> words,
    boolean values,
    Optional<String> otherName) {
  private static final Set<String> ASKS_FOR_TYPES =
      Set.of("typeof", "__typeof__", "__typeof", "sizeof", "__auto_type", "_Generic");

  static Mention of(Declaration declaration) {
    List<String> words =
        declaration.tokens().stream()
            .filter(token -> Lexer.isWord(token.charAt(0)))
            .distinct()
            .toList();
    return new Mention(
        declaration.kind(),
        declaration.names(),
        words,
        !isOfTypes(declaration.kind()) || words.stream().anyMatch(ASKS_FOR_TYPES::contains),
        otherName(declaration));
  }

  /** Where only types are told, the name of a value is a member's or a parameter's. */
  private static boolean isOfTypes(Declaration.Kind kind) {
    return kind == Declaration.Kind.PROTOTYPE || kind == Declaration.Kind.TYPE;
  }

  private static Optional<String> otherName(Declaration declaration) {
    List<String> tokens = declaration.tokens();
    int last = tokens.size() - 1;
    boolean one =
        declaration.kind() == Declaration.Kind.MACRO
            && last > 0
            && declaration.names().contains(tokens.get(last - 1))
            && Outline.isName(tokens.get(last));
    return one ? Optional.of(tokens.get(last)) : Optional.empty();
  }

  /** {@return whether it could mean one of the names} */
  boolean passesOn(Map<String, Use> wanted) {
    if (kind == Declaration.Kind.SILENT) {
      return false;
    }
    for (String word : words) {
      Use use = wanted.get(word);
      if (use == Use.ANY || (use == Use.VALUE && values)) {
        return true;
      }
    }
    return false;
  }

  /** {@return another name of one of these} */
  Optional<String> renamed(Map<String, Use> wanted) {
    return otherName.filter(name -> names.stream().anyMatch(wanted::containsKey));
  }
}
