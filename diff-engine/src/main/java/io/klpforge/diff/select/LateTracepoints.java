package io.klpforge.diff.select;

import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.special.TableEntry;
import java.util.Optional;
import java.util.Set;

/**
 * Tracepoints whose keys the kernel finds too late, as they are in modules.
 *
 * @param diff the object without and with the patch
 * @param scope the running kernel seen from it
 * @param newInOtherObjects global names that other objects of the same patch bring
 */
record LateTracepoints(ObjectDiff diff, KernelScope scope, Set<String> newInOtherObjects) {

  /** {@return the tracepoint that a record is about, if there is one} */
  Optional<ModuleTracepoint> of(TableEntry entry) {
    return ModuleTracepoint.key(entry)
        .filter(this::isLate)
        .flatMap(key -> ModuleTracepoint.of(diff.patched(), entry, key));
  }

  private boolean isLate(Site key) {
    Optional<Piece> own = ModuleTracepoint.piece(key).flatMap(diff.correlation()::origTwin);
    if (own.isEmpty() && ModuleTracepoint.piece(key).isPresent()) {
      return false;
    }
    String name = ModuleTracepoint.name(key);
    boolean ours = own.isEmpty() && newInOtherObjects.contains(name);
    Resolution resolution =
        own.flatMap(Piece::symbol).map(scope::reference).orElseGet(() -> scope.global(name));
    return !ours && resolution instanceof Resolution.Found found && scope.isLate(found.planned());
  }
}
