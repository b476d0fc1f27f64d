package io.klpforge.driver.review;

import io.klpforge.diff.type.ChangedLayout;
import io.klpforge.diff.type.FieldChange;
import io.klpforge.diff.type.KernelUser;
import io.klpforge.diff.type.LayoutChange;
import io.klpforge.diff.type.OutsideUsers;
import java.util.ArrayList;
import java.util.List;

/** Writes which types lie otherwise in memory with the patch, and who stays as it is. */
final class LayoutSection {
  private LayoutSection() {}

  static void write(Html html, List<ChangedLayout> layouts) {
    if (layouts.isEmpty()) {
      return;
    }
    html.open("section", "id", "structures").element("h2", "Structures").text("\n");
    layouts.forEach(layout -> layout(html, layout));
    html.end();
  }

  private static void layout(Html html, ChangedLayout layout) {
    LayoutChange change = layout.change();
    html.open("article").open("h3").element("code", change.title()).close();
    String size =
        String.format(
            "%d bytes, was %d; declared at %s:%d",
            change.after().layout().size(),
            change.before().layout().size(),
            change.before().declared().file(),
            change.before().declared().line());
    html.element("p", size);
    html.open("ul");
    for (FieldChange field : change.fields()) {
      html.element("li", field.text(change.kind()));
    }
    html.end();
    layout.outside().ifPresent(users -> users(html, change.title(), users));
    html.end();
  }

  private static void users(Html html, String type, OutsideUsers users) {
    List<List<String>> rows = new ArrayList<>();
    users.others().forEach(one -> rows.add(row("function", one)));
    users.recompiled().forEach(one -> rows.add(row("function, the same with both layouts", one)));
    users.variables().forEach(one -> rows.add(row("variable", one)));
    html.open("details");
    html.element("summary", rows.size() + " in the kernel know it and are not replaced");
    Tables.write(html, "Users of " + type, List.of("name", "what", "in", "source"), rows);
    html.end();
  }

  private static List<String> row(String what, KernelUser user) {
    return List.of(user.user().name(), what, user.owner(), user.user().source());
  }
}
