package io.klpforge.diff.explain;

import io.klpforge.diff.source.SourceEdit;
import java.util.List;

/**
 * One reason why a function changed.
 *
 * @param kind of reason
 * @param text it in words, complete without the rest
 * @param edits the changed source lines meant, in the order of the file; empty where none are
 * @param chain for what is inlined: from what the changed function itself inlines to the callee
 *     that changed, which comes last; empty otherwise
 */
public record Cause(Kind kind, String text, List<SourceEdit> edits, List<Inlining> chain) {
  /** Copies the lists. */
  public Cause {
    edits = List.copyOf(edits);
    chain = List.copyOf(chain);
  }

  static Cause of(Kind kind, String text) {
    return new Cause(kind, text, List.of(), List.of());
  }

  /** {@return whether it is a change of the source that surely has to do with the function} */
  public boolean isInSource() {
    return kind == Kind.STRUCTURE || (kind != Kind.DECLARATION && !edits.isEmpty());
  }

  /** {@return kind and words, for people} */
  public String brief() {
    return kind.label() + ": " + text;
  }

  /** Kinds of reasons, the surest first. */
  public enum Kind {
    /** The patch changes lines of the function itself. */
    OWN_LINES("own source lines"),
    /** The patch changes lines of a function that is inlined into it. */
    INLINED_CALLEE("inlined callee"),
    /** The patch changes a macro that the function, or what is inlined into it, names. */
    MACRO("macro"),
    /** Members that it uses lie elsewhere in a structure, by debug information. */
    STRUCTURE("struct layout"),
    /** The compiler inlines something into it that it called before, or the other way round. */
    INLINING("inlining"),
    /** A callee changed, and the compiler passes other things to it. */
    CALLEE_FORM("callee's form"),
    /** Its unlikely part, which lies elsewhere, changed. */
    UNLIKELY_PART("unlikely part"),
    /** It calls what changed and has no ftrace entry; the causes of that come next. */
    COPIED_CALLEE("callee without an ftrace entry"),
    /** It calls or uses another function or variable. */
    REFERENCE("reference"),
    /** It uses another text. */
    STRING("string"),
    /** Its instructions differ in the distance from a register only, as members' offsets do. */
    OFFSET("offset"),
    /** Its instructions differ in numbers only. */
    CONSTANT("constant"),
    /** A record about it in a table such as {@code __ex_table} is another. */
    RECORD("special section record"),
    /** The patch changes lines outside functions of files the object was compiled from. */
    DECLARATION("declaration"),
    /** Nothing tells which source lines changed. */
    UNKNOWN("not known"),
    /** No changed line has to do with it: the compiler decided otherwise. */
    DRIFT("compiler drift");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** {@return it in a word or two} */
    public String label() {
      return label;
    }
  }
}
