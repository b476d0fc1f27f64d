package io.klpforge.driver.header;

import java.util.Arrays;

/**
 * Which words a file has, as their hashes, sorted: a word that is not there is surely not in it.
 * Comments and literals are left out.
 */
public final class FileWords {
  private final int[] hashes;
  private final boolean pastes;

  private FileWords(int[] hashes, boolean pastes) {
    this.hashes = hashes;
    this.pastes = pastes;
  }

  static FileWords of(String text) {
    Scan scan = new Scan(text.replace("\\\n", ""));
    scan.run();
    return new FileWords(
        Arrays.stream(scan.found, 0, scan.count).sorted().distinct().toArray(),
        text.contains("##"));
  }

  boolean has(int hash) {
    return Arrays.binarySearch(hashes, hash) >= 0;
  }

  /** {@return the hashes; not to be written to} */
  int[] words() {
    return hashes;
  }

  /** {@return whether it puts words together} */
  boolean pastes() {
    return pastes;
  }

  private static final class Scan {
    private final String text;
    private int[] found = new int[256];
    private int count;

    Scan(String text) {
      this.text = text;
    }

    void run() {
      int at = 0;
      while (at < text.length()) {
        char c = text.charAt(at);
        if (Lexer.isWord(c)) {
          at = word(at);
        } else if (c == '"' || c == '\'') {
          at = Lexer.literalEnd(text, at);
        } else if (c == '/' && text.startsWith("/*", at)) {
          int end = text.indexOf("*/", at + 2);
          at = end < 0 ? text.length() : end + 2;
        } else if (c == '/' && text.startsWith("//", at)) {
          int end = text.indexOf('\n', at);
          at = end < 0 ? text.length() : end;
        } else {
          at++;
        }
      }
    }

    /** The hash is {@link String#hashCode}'s. */
    private int word(int begin) {
      int hash = 0;
      int at = begin;
      while (at < text.length() && Lexer.isWord(text.charAt(at))) {
        hash = 31 * hash + text.charAt(at++);
      }
      if (count == found.length) {
        found = Arrays.copyOf(found, 2 * count);
      }
      found[count++] = hash;
      return at;
    }
  }
}
