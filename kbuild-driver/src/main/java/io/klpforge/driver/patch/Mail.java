package io.klpforge.driver.patch;

import io.klpforge.driver.report.Failure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail that may hold a patch, as {@code git format-patch} writes it.
 *
 * @param text one char a byte
 */
record Mail(String text) {
  /** Source: git-format-patch(1), "each mail begins with From COMMIT and a fixed date". */
  private static final Pattern BEGIN =
      Pattern.compile("(?m)^From [0-9a-f]{7,64} \\w{3} \\w{3} +\\d+ \\d+:\\d+:\\d+ \\d{4}\\r?$");

  private static final Pattern SUBJECT =
      Pattern.compile("(?m)^Subject: (.*(?:\\r?\\n[ \\t].*)*)$", Pattern.CASE_INSENSITIVE);

  private static final Pattern ENCODED =
      Pattern.compile(
          "(?mi)^Content-Transfer-Encoding:\\s*(base64|quoted-printable)\\s*$",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern DIFF = Pattern.compile("(?m)^(diff --git |--- .*\\r?\\n\\+\\+\\+ )");

  /** {@return the mails of a mailbox; the whole text if it is none} */
  static List<Mail> split(String text) {
    List<Integer> begins = new ArrayList<>();
    Matcher matcher = BEGIN.matcher(text);
    while (matcher.find()) {
      begins.add(matcher.start());
    }
    if (begins.size() < 2) {
      return List.of(new Mail(text));
    }
    begins.add(text.length());
    List<Mail> mails = new ArrayList<>();
    for (int i = 0; i + 1 < begins.size(); i++) {
      mails.add(new Mail(text.substring(begins.get(i), begins.get(i + 1))));
    }
    return mails;
  }

  boolean hasPatch() {
    return DIFF.matcher(text).find();
  }

  /**
   * {@return the subject without {@code [PATCH 1/2]}}; the name given if there is none
   *
   * @param file named if the mail is encoded
   */
  String title(String name, Path file) {
    String head = head();
    if (ENCODED.matcher(head).find()) {
      throw new Failure(
          file + ": an encoded mail\n    take the patch out of it first, with git mailinfo");
    }
    Matcher matcher = SUBJECT.matcher(head);
    return matcher.find() ? plain(matcher.group(1)) : name;
  }

  private String head() {
    Matcher diff = DIFF.matcher(text);
    return diff.find() ? text.substring(0, diff.start()) : text;
  }

  private static String plain(String subject) {
    String joined = subject.replaceAll("\\s+", " ");
    String title =
        joined.replaceFirst("^(\\s*\\[[^\\]]*\\])+", "").strip().replaceAll("\\p{Cntrl}", "?");
    return new String(title.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
