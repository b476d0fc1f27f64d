package io.klpforge.diff.type;

import java.util.List;
import java.util.Map;

/**
 * A type that the patch lays out in another way.
 *
 * @param before without the patch
 * @param after with it
 * @param fields what became of them: those that are not as they were, in the order of the original
 *     type, new ones behind
 */
public record LayoutChange(TypeDefinition before, TypeDefinition after, List<FieldChange> fields) {
  /** Copies the list. */
  public LayoutChange {
    fields = List.copyOf(fields);
  }

  /** {@return the type as C names it} */
  public String title() {
    return before.layout().title();
  }

  /** {@return what it is} */
  public TypeKind kind() {
    return before.layout().kind();
  }

  /** {@return whether it has another size} */
  public boolean isResized() {
    return before.layout().size() != after.layout().size();
  }

  /**
   * {@return whether code that was compiled without the patch finds everything where it looks for
   * it}: only what lay idle is used, or a name is new
   */
  public boolean keepsPlaces() {
    return kind() == TypeKind.ENUM
        ? fields.stream().noneMatch(field -> field.kind() == FieldChange.Kind.VALUE)
        : !isResized() && fields.stream().allMatch(this::keepsPlace);
  }

  private boolean keepsPlace(FieldChange change) {
    return switch (change.kind()) {
      case REMOVED -> true;
      case ADDED -> isInIdleSpace(change.after());
      case MOVED, RESIZED, VALUE -> false;
    };
  }

  private boolean isInIdleSpace(Field added) {
    return kind() == TypeKind.UNION
        || before.layout().fields().stream().noneMatch(field -> field.overlaps(added));
  }

  /**
   * {@return whether of an enum only names for its end have another value}, such as {@code
   * __X_MAX}: the largest before and after
   */
  public boolean movesEndOnly() {
    if (kind() != TypeKind.ENUM) {
      return false;
    }
    Map<String, Field> now = after.layout().byName();
    long largestKept =
        before.layout().fields().stream()
            .filter(field -> now.containsKey(field.name()))
            .filter(field -> now.get(field.name()).place() == field.place())
            .mapToLong(Field::place)
            .max()
            .orElse(Long.MAX_VALUE);
    return fields.stream()
        .filter(field -> field.kind() == FieldChange.Kind.VALUE)
        .allMatch(
            field ->
                field.before().place() >= largestKept
                    && field.after().place() > field.before().place());
  }

  /** {@return whether it only changes because {@code inner}, which lies in it, does} */
  public boolean follows(LayoutChange inner) {
    return !inner.title().equals(title())
        && before.layout().contains(inner.title())
        && inner.isResized()
        && fields.stream()
            .allMatch(
                field ->
                    field.kind() == FieldChange.Kind.MOVED
                        || field.kind() == FieldChange.Kind.RESIZED);
  }
}
