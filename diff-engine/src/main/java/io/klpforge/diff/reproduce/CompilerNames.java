package io.klpforge.diff.reproduce;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ObjectFile;
import java.util.Set;
import java.util.TreeSet;

/** What the compilers that made a file wrote into its {@code .comment} section. */
final class CompilerNames {
  private CompilerNames() {}

  /** {@return the texts, sorted; none if the section is not there} */
  static Set<String> of(ObjectFile file) {
    return file.section(".comment").map(section -> texts(section.data())).orElse(Set.of());
  }

  private static Set<String> texts(Bytes comment) {
    Set<String> texts = new TreeSet<>();
    int at = 0;
    while (at < comment.length()) {
      String text = comment.text(at);
      at += text.length() + 1;
      if (!text.isEmpty()) {
        texts.add(text);
      }
    }
    return texts;
  }
}
