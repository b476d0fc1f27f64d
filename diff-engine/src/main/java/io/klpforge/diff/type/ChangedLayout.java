package io.klpforge.diff.type;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A type that the patch lays out in another way, and what follows for the running kernel.
 *
 * @param change what is other
 * @param objects whose both versions show it
 * @param containers titles of types that change because this one lies in them
 * @param outside who stays as it is; empty if the kernel was not looked at
 * @param accepted whether the author says that it is well
 */
public record ChangedLayout(
    LayoutChange change,
    List<String> objects,
    List<String> containers,
    Optional<OutsideUsers> outside,
    boolean accepted) {
  private static final int NAMED = 5;

  /** Copies the lists. */
  public ChangedLayout {
    objects = List.copyOf(objects);
    containers = List.copyOf(containers);
  }

  /** {@return the same with what is known of the kernel} */
  public ChangedLayout with(OutsideUsers users) {
    return new ChangedLayout(change, objects, containers, Optional.of(users), accepted);
  }

  /** {@return the same, accepted by the author} */
  public ChangedLayout accept() {
    return new ChangedLayout(change, objects, containers, outside, true);
  }

  /**
   * {@return what it means for the patch}
   *
   * <p>An error where structures that the running kernel has made already would be misread. A note
   * where only names are new; a warning where new code finds old data in a space that lay idle,
   * where only the end of an enum moved, or where only the patch's own functions use the type, and
   * only for variables that end with the call.
   */
  public Severity severity() {
    if (change.keepsPlaces()) {
      return change.kind() == TypeKind.ENUM ? Severity.NOTE : Severity.WARNING;
    }
    boolean passing = outside.map(users -> users.isEmpty() && users.isPassing()).orElse(false);
    return accepted || passing || change.movesEndOnly() ? Severity.WARNING : Severity.ERROR;
  }

  /** {@return whether it is an error however many of the functions that know the type change} */
  public boolean isHopeless() {
    boolean passing = outside.map(OutsideUsers::isPassing).orElse(false);
    return severity() == Severity.ERROR && !passing;
  }

  /** {@return it as a finding} */
  public Finding finding() {
    String others = objects.size() == 1 ? "" : " and " + (objects.size() - 1) + " more";
    return new Finding(
        "changed-layout",
        severity(),
        objects.get(0) + others + ": " + change.title(),
        "the patch changes its layout: " + fields(),
        remedy());
  }

  private String fields() {
    String size =
        change.isResized()
            ? String.format(
                Locale.ROOT,
                "%d bytes, was %d; ",
                change.after().layout().size(),
                change.before().layout().size())
            : "";
    return size + list(change.fields().stream().map(f -> f.text(change.kind())).toList(), "; ");
  }

  private String remedy() {
    return Stream.of(containing(), users(), advice())
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private String containing() {
    return containers.isEmpty()
        ? ""
        : "it lies in " + list(containers, ", ") + ", which change too";
  }

  private String users() {
    if (outside.isEmpty()) {
      return "";
    }
    OutsideUsers users = outside.get();
    String none = "every function of the kernel that refers to it is replaced";
    boolean any = !users.recompiled().isEmpty() || !users.others().isEmpty();
    return Stream.of(
            any ? "" : none,
            part(users.others(), "function", "that the patch does not compile refer to it"),
            part(
                users.recompiled(),
                "function",
                "that it compiles, but that stay the same, refer to it"),
            part(users.variables(), "variable", "of it"))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private static String part(List<KernelUser> users, String noun, String what) {
    if (users.isEmpty()) {
      return "";
    }
    String names = list(users.stream().map(KernelUser::text).toList(), ", ");
    String many = users.size() == 1 ? noun : noun + "s";
    return users.size() + " " + many + " " + what + " (" + names + ")";
  }

  private String advice() {
    return switch (severity()) {
      case NOTE -> "code outside the patch does not know the new value";
      case WARNING -> warned();
      case ERROR ->
          "what the running kernel has made already has the old layout; keep it and put new data into"
              + " shadow variables (klp_shadow_alloc), or say --accept-layout '"
              + change.title()
              + "' if new code never meets old data";
    };
  }

  private String warned() {
    if (change.keepsPlaces()) {
      return "what the running kernel has made already holds there what its space happened to hold";
    }
    return accepted
        ? "accepted by the author"
        : "make sure that new code never meets what old code has made";
  }

  private static String list(List<String> texts, String separator) {
    List<String> first = texts.stream().limit(NAMED).toList();
    String more = texts.size() > NAMED ? separator + (texts.size() - NAMED) + " more" : "";
    return String.join(separator, first) + more;
  }
}
