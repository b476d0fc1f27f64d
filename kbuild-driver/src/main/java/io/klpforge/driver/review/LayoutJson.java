package io.klpforge.driver.review;

import io.klpforge.diff.type.ChangedLayout;
import io.klpforge.diff.type.FieldChange;
import io.klpforge.diff.type.KernelUser;
import io.klpforge.diff.type.LayoutChange;
import io.klpforge.diff.type.OutsideUsers;
import io.klpforge.driver.report.Json;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Changed structures with all their fields and users, as JSON. */
public final class LayoutJson {
  private LayoutJson() {}

  /** Writes the member {@code changedLayouts}. */
  public static void write(Json json, List<ChangedLayout> layouts) throws IOException {
    json.objects("changedLayouts", layouts, LayoutJson::layout);
  }

  private static void layout(Json json, ChangedLayout layout) throws IOException {
    LayoutChange change = layout.change();
    json.text("type", change.title());
    json.text("file", change.before().declared().file());
    json.number("line", change.before().declared().line());
    json.text("severity", layout.severity().name().toLowerCase(Locale.ROOT));
    json.number("origSize", change.before().layout().size());
    json.number("patchedSize", change.after().layout().size());
    json.objects("fields", change.fields(), (inner, field) -> field(inner, change, field));
    json.texts("containers", layout.containers());
    json.texts("objects", layout.objects());
    json.flag("kernelSearched", layout.outside().isPresent());
    OutsideUsers users =
        layout.outside().orElse(new OutsideUsers(List.of(), List.of(), List.of(), false));
    json.objects("recompiledFunctions", users.recompiled(), LayoutJson::user);
    json.objects("otherFunctions", users.others(), LayoutJson::user);
    json.objects("variables", users.variables(), LayoutJson::user);
  }

  /** Places and sizes in bits; of an enum the place is the value. */
  private static void field(Json json, LayoutChange change, FieldChange field) throws IOException {
    json.text("name", field.before().name());
    json.text("change", field.kind().name().toLowerCase(Locale.ROOT));
    json.text("text", field.text(change.kind()));
    if (field.kind() != FieldChange.Kind.ADDED) {
      json.number("origPlace", field.before().place());
      json.number("origSize", field.before().size());
    }
    if (field.kind() != FieldChange.Kind.REMOVED) {
      json.number("patchedPlace", field.after().place());
      json.number("patchedSize", field.after().size());
    }
  }

  private static void user(Json json, KernelUser user) throws IOException {
    json.text("name", user.user().name());
    json.text("owner", user.owner());
    json.text("source", user.user().source());
  }
}
