package io.klpforge.driver.run;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.select.PatchPlan;
import io.klpforge.diff.type.ChangedLayout;
import io.klpforge.diff.type.KernelUser;
import io.klpforge.diff.type.LayoutChange;
import io.klpforge.diff.type.LayoutChanges;
import io.klpforge.diff.type.OutsideUsers;
import io.klpforge.diff.type.TypeUser;
import io.klpforge.driver.kbuild.ObjectPair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Which types lie otherwise in memory with the patch, and who in the kernel knows them.
 *
 * @param layouts each once, by title
 * @param notes what could not be looked at, as findings
 */
public record LayoutStage(List<ChangedLayout> layouts, List<Finding> notes) {

  /** What one pair of objects tells; no changes known where it has no debugging information. */
  private record Told(String object, Optional<List<LayoutChange>> changes) {}

  /** Copies the lists. */
  public LayoutStage {
    layouts = List.copyOf(layouts);
    notes = List.copyOf(notes);
  }

  /** {@return what the objects tell}; the kernel is not looked at */
  public static LayoutStage of(List<ObjectPair> pairs) {
    List<Told> told =
        pairs.parallelStream().filter(DiffStage::differs).flatMap(p -> told(p).stream()).toList();
    LayoutChanges changes = new LayoutChanges();
    told.forEach(one -> one.changes().ifPresent(found -> changes.add(one.object(), found)));
    List<String> silent =
        told.stream().filter(one -> one.changes().isEmpty()).map(Told::object).distinct().toList();
    return new LayoutStage(changes.all(), silent.isEmpty() ? List.of() : List.of(silent(silent)));
  }

  private static Optional<Told> told(ObjectPair pair) {
    return pair.orig().map(orig -> new Told(pair.object(), changes(orig, pair.patched())));
  }

  /**
   * {@return the types that lie otherwise in {@code patched}}; empty if an object has no debugging
   * information, or none that we can read
   */
  static Optional<List<LayoutChange>> changes(Path orig, Path patched) {
    try {
      return LayoutChanges.between(ObjectDiffer.read(orig), ObjectDiffer.read(patched));
    } catch (MalformedElfException e) {
      return Optional.empty();
    }
  }

  private static Finding silent(List<String> objects) {
    String more = objects.size() == 1 ? "" : " and " + (objects.size() - 1) + " more";
    return new Finding(
        "no-debug-info",
        Severity.NOTE,
        objects.get(0) + more,
        "without debugging information that we can read it is not known whether the patch changes"
            + " the layout of structures",
        "look at the patch; kernels with CONFIG_DEBUG_INFO tell");
  }

  /** {@return the same with the changes that the author accepts, by title or name} */
  LayoutStage accepting(Set<String> accepted) {
    Set<String> unused = new TreeSet<>(accepted);
    List<ChangedLayout> known = new ArrayList<>();
    for (ChangedLayout layout : layouts) {
      String title = layout.change().title();
      String name = layout.change().before().layout().name();
      known.add(accepted.contains(title) || accepted.contains(name) ? layout.accept() : layout);
      unused.removeAll(Set.of(title, name));
    }
    List<Finding> findings = new ArrayList<>(notes);
    unused.forEach(title -> findings.add(needless(title)));
    return new LayoutStage(known, findings);
  }

  private static Finding needless(String title) {
    return new Finding(
        "needless-accept",
        Severity.NOTE,
        title,
        "its change is accepted, but the patch does not change its layout",
        "leave --accept-layout out, or write the type as the finding does");
  }

  /**
   * {@return the same with who knows the types and stays as it is}
   *
   * @param kernel asked if any layout changed
   * @param pairs everything that was compiled with the patch
   * @param reports what becomes of the functions
   */
  public LayoutStage with(
      Supplier<KernelTypes> kernel, List<ObjectPair> pairs, List<ObjectReport> reports) {
    if (layouts.isEmpty()) {
      return this;
    }
    KernelTypes.Users users = kernel.get().users(layouts);
    List<Finding> all = new ArrayList<>(notes);
    all.addAll(users.notes());
    if (users.users().isEmpty()) {
      return new LayoutStage(layouts, all);
    }
    OutsideFilter filter = new OutsideFilter(pairs, reports);
    List<ChangedLayout> known =
        layouts.stream()
            .map(layout -> layout.with(filter.of(layout.change().title(), users.users().get())))
            .toList();
    return new LayoutStage(known, all);
  }

  /** Tells who of a type's users stays. */
  private record OutsideFilter(List<ObjectPair> pairs, List<ObjectReport> reports) {
    OutsideUsers of(String title, List<KernelUser> all) {
      List<KernelUser> users =
          all.stream().filter(user -> user.user().type().equals(title)).toList();
      List<KernelUser> functions =
          of(TypeUser.Kind.FUNCTION, users).stream().filter(user -> !isReplaced(user)).toList();
      return new OutsideUsers(
          functions.stream().filter(this::isCompiled).toList(),
          functions.stream().filter(user -> !isCompiled(user)).toList(),
          of(TypeUser.Kind.VARIABLE, users),
          of(TypeUser.Kind.STORED, users).isEmpty() && !of(TypeUser.Kind.LOCAL, users).isEmpty());
    }

    private static List<KernelUser> of(TypeUser.Kind kind, List<KernelUser> users) {
      return users.stream().filter(user -> user.user().kind() == kind).toList();
    }

    private boolean isCompiled(KernelUser user) {
      return pairs.stream().anyMatch(pair -> user.isOf(pair.object()));
    }

    private boolean isReplaced(KernelUser user) {
      return reports.stream()
          .filter(report -> user.isOf(report.object()))
          .flatMap(report -> report.changedFunctions().stream())
          .anyMatch(name -> sourceName(name).equals(user.user().name()));
    }

    /** Without what the compiler adds to a clone's name. */
    private static String sourceName(String symbol) {
      int dot = symbol.indexOf('.');
      return dot < 0 ? symbol : symbol.substring(0, dot);
    }
  }

  /** {@return what forbids to patch several kernel objects one after the other} */
  List<Finding> split(List<ObjectReport> reports) {
    return layouts.stream()
        .filter(layout -> layout.severity() != Severity.NOTE)
        .flatMap(layout -> split(layout, owners(layout, reports)).stream())
        .toList();
  }

  private static Set<String> owners(ChangedLayout layout, List<ObjectReport> reports) {
    return reports.stream()
        .filter(report -> layout.objects().contains(report.object()))
        .flatMap(report -> report.plan().stream())
        .map(PatchPlan::owner)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Optional<Finding> split(ChangedLayout layout, Set<String> owners) {
    return owners.size() < 2
        ? Optional.empty()
        : Optional.of(
            new Finding(
                "split-layout",
                Severity.ERROR,
                layout.change().title(),
                "its layout changes for "
                    + String.join(", ", owners)
                    + ", which would change over one after the other",
                "old code of one would read what new code of another wrote; build one module,"
                    + " without --split"));
  }

  /** {@return everything to be told, changes first} */
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    layouts.forEach(layout -> findings.add(layout.finding()));
    findings.addAll(notes);
    return findings;
  }
}
