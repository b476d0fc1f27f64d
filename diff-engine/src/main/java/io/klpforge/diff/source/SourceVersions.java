package io.klpforge.diff.source;

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
  private final Map<String, Optional<FileComparison>> comparisons = new ConcurrentHashMap<>();
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

    /** {@return the files that the patch changes}, where that is told otherwise than by texts */
    default List<String> changed() {
      return List.of();
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

  /** {@return the files that are known to change, whichever object is looked at} */
  public List<String> changed() {
    return texts.changed();
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
    return edits.computeIfAbsent(
        file, name -> comparison(name).map(FileComparison::edits).orElse(List.of()));
  }

  /**
   * {@return what the patch does to the text of one function}
   *
   * @param declared the line of its name without the patch
   */
  public List<SourceEdit> edits(String file, int declared) {
    return comparison(file).map(comparison -> comparison.edits(declared)).orElse(List.of());
  }

  /** Empty too for what the patch leaves as it is. */
  private Optional<FileComparison> comparison(String file) {
    return comparisons.computeIfAbsent(file, this::compare);
  }

  private Optional<FileComparison> compare(String file) {
    Optional<SourceFile> before = orig(file);
    Optional<SourceFile> after = patched(file);
    boolean changed =
        before.isPresent() && after.isPresent() && !before.get().code().equals(after.get().code());
    return changed
        ? Optional.of(new FileComparison(shown(file), before.get(), after.get()))
        : Optional.empty();
  }
}
