package io.klpforge.diff.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The source that two objects were compiled from, as far as it can be read.
 *
 * <p>Files go by the name that debug information gives them. May be used by several threads.
 */
public final class SourceVersions {
  /** No source. */
  public static final SourceVersions NONE =
      new SourceVersions(
          new Texts() {
            @Override
            public Optional<String> orig(String file) {
              return Optional.empty();
            }

            @Override
            public Optional<String> patched(String file) {
              return Optional.empty();
            }
          });

  private final Texts texts;
  private final Map<String, Optional<SourceFile>> orig = new ConcurrentHashMap<>();
  private final Map<String, Optional<SourceFile>> patched = new ConcurrentHashMap<>();
  private final Map<String, Numbering> numberings = new ConcurrentHashMap<>();
  private final Map<String, List<SourceEdit>> edits = new ConcurrentHashMap<>();

  /** Where texts come from. */
  public interface Texts {
    /** {@return a file without the patch}; empty if it cannot be read */
    Optional<String> orig(String file);

    /** {@return a file with the patch}; empty if it cannot be read */
    Optional<String> patched(String file);

    /** {@return the text that was compiled}, {@code #line} directives of ours included */
    default Optional<String> compiled(String file) {
      return patched(file);
    }

    /** {@return the file's path from the top of the source tree}, where it lies below that */
    default String shown(String file) {
      return file;
    }
  }

  /** Source that is read when it is asked for. */
  public SourceVersions(Texts texts) {
    this.texts = texts;
  }

  /** {@return the name to show for a file} */
  public String shown(String file) {
    return texts.shown(file);
  }

  /** {@return a file without the patch} */
  public Optional<SourceFile> orig(String file) {
    return orig.computeIfAbsent(file, name -> texts.orig(name).map(SourceFile::of));
  }

  /** {@return a file with the patch} */
  public Optional<SourceFile> patched(String file) {
    return patched.computeIfAbsent(file, name -> texts.patched(name).map(SourceFile::of));
  }

  /** {@return whether both versions of a file can be read} */
  public boolean isKnown(String file) {
    return orig(file).isPresent() && patched(file).isPresent();
  }

  /**
   * {@return the line of the patched file that the compiler knew by a number}; of several the first
   * that came with the patch, else the first; empty where that cannot be told
   */
  public Optional<Integer> patchedLine(String file, int number) {
    return numberings.computeIfAbsent(file, this::numbering).line(number);
  }

  private Numbering numbering(String file) {
    List<SourceEdit> own = edits(file);
    return texts.compiled(file).map(text -> Numbering.of(text, own)).orElse(Numbering.NONE);
  }

  /** {@return what the patch does to a file}, in order; nothing where it cannot be read */
  public List<SourceEdit> edits(String file) {
    return edits.computeIfAbsent(file, this::findEdits);
  }

  private List<SourceEdit> findEdits(String file) {
    Optional<SourceFile> before = orig(file);
    Optional<SourceFile> after = patched(file);
    return before.isEmpty() || after.isEmpty()
        ? List.of()
        : edits(shown(file), before.get().code(), after.get().code());
  }

  private static List<SourceEdit> edits(String file, List<String> before, List<String> after) {
    if (before.equals(after)) {
      return List.of();
    }
    int[] twins = LineMatch.of(before, after);
    List<SourceEdit> edits = new ArrayList<>();
    int from = 0;
    int next = 0;
    for (int i = 0; i <= twins.length; i++) {
      int twin = i == twins.length ? before.size() : twins[i];
      if (twin >= 0) {
        trimmed(file, before, from, twin, after, next, i).ifPresent(edits::add);
        from = twin + 1;
        next = i + 1;
      }
    }
    return List.copyOf(edits);
  }

  /** An edit without empty lines at its ends; none if it is of empty lines. */
  private static Optional<SourceEdit> trimmed(
      String file, List<String> before, int b, int bEnd, List<String> after, int a, int aEnd) {
    LineRange old = trimmed(before, b, bEnd);
    LineRange fresh = trimmed(after, a, aEnd);
    return old.isEmpty() && fresh.isEmpty()
        ? Optional.empty()
        : Optional.of(new SourceEdit(file, old, fresh));
  }

  private static LineRange trimmed(List<String> code, int from, int end) {
    int first = from;
    int behind = end;
    while (first < behind && code.get(first).isEmpty()) {
      first++;
    }
    while (behind > first && code.get(behind - 1).isEmpty()) {
      behind--;
    }
    return first == behind ? new LineRange(from + 1, from) : new LineRange(first + 1, behind);
  }
}
