package io.klpforge.diff.compare;

import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import io.klpforge.diff.special.SpecialTables;

/**
 * Which functions of an object begin with a call that ftrace can turn to another function.
 *
 * <p>Source: {@code klp_patch_func()}, kernel/livepatch/patch.c, Linux 6.1.
 *
 * @param layout of the object
 * @param tables of the object
 */
public record FtraceEntries(ObjectLayout layout, SpecialTables tables) {

  /** {@return whether that function has one} */
  public boolean has(Piece function) {
    boolean recorded =
        tables.about(function).stream()
            .anyMatch(entry -> layout.architecture().recordsEntries(entry.table().sectionName()));
    return recorded
        || layout.architecture().isFtraceNop(layout.bytes(function), (int) function.entry())
        || callsFtrace(function);
  }

  private boolean callsFtrace(Piece function) {
    for (Site site : layout.sites(function)) {
      if (site.target() instanceof Target.External external) {
        String name = external.symbol().name();
        if (layout.architecture().isFtraceCall(name, site.offset() - function.entry())) {
          return true;
        }
      }
    }
    return false;
  }
}
