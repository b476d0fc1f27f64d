package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.SectionId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Applies a module's relocations, livepatch ones included, to a copy of its bytes at chosen
 * addresses; says what does not fit.
 */
final class Relocator {
  private final LoadedModule module;
  private final MachineRelocations machine;
  private final PlacedModule placed;
  private final Placement.Distance distance;
  private final StepFindings findings;

  Relocator(
      LoadedModule module,
      MachineRelocations machine,
      RunningKernel kernel,
      Placement.Distance distance,
      StepFindings findings) {
    this.module = module;
    this.machine = machine;
    this.placed = new PlacedModule(module, kernel, distance);
    this.distance = distance;
    this.findings = findings;
  }

  /** {@return the sections that have relocations, in file order} */
  List<RelocatedSection> apply() {
    Map<SectionId, List<Section>> tables = new HashMap<>();
    for (Section table : module.relocationSections()) {
      tables.computeIfAbsent(new SectionId(table.info()), id -> new ArrayList<>()).add(table);
    }
    return module.elf().sections().stream()
        .filter(section -> module.isKept(section) && section.data().length() > 0)
        .filter(section -> section.isCode() || tables.containsKey(section.id()))
        .map(section -> apply(section, tables.getOrDefault(section.id(), List.of())))
        .toList();
  }

  private RelocatedSection apply(Section section, List<Section> tables) {
    ByteOrder order = module.elf().header().order();
    byte[] bytes = section.data().toArray();
    ByteBuffer memory = ByteBuffer.wrap(bytes).order(order);
    List<RelocatedSite> sites = new ArrayList<>();
    for (Section table : tables) {
      for (Relocation entry : module.elf().entries(table.id())) {
        apply(section, entry, memory).ifPresent(sites::add);
      }
    }
    sites.sort(Comparator.comparing(RelocatedSite::offset));
    long address = placed.address(section, 0);
    return new RelocatedSection(section, address, Bytes.of(bytes, order), sites);
  }

  private Optional<RelocatedSite> apply(Section section, Relocation entry, ByteBuffer memory) {
    OptionalInt width = machine.width(entry.type());
    Optional<Target> target = placed.target(module.elf().symbol(entry.symbol()));
    boolean outside =
        width.isEmpty()
            || width.getAsInt() == 0
            || entry.offset() < 0
            || entry.offset() > memory.limit() - width.getAsInt();
    if (outside || target.isEmpty()) {
      return Optional.empty();
    }
    long value = target.get().address() + entry.addend();
    long site = placed.address(section, entry.offset());
    MachineRelocations.Written written = machine.apply(entry.type(), value, site);
    checkFit(section, entry, written.fit(), target.get());
    write(memory, (int) entry.offset(), width.getAsInt(), written.bits());
    boolean relative = machine.isRelative(entry.type());
    return Optional.of(
        new RelocatedSite(
            entry.offset(), width.getAsInt(), relative, entry.addend(), target.get()));
  }

  private void checkFit(
      Section section, Relocation entry, MachineRelocations.Fit fit, Target target) {
    if (fit != MachineRelocations.Fit.FITS) {
      LoaderRule rule =
          fit == MachineRelocations.Fit.REFUSED
              ? LoaderRule.RELOCATION_OVERFLOW
              : LoaderRule.RELOCATION_RANGE;
      findings.add(
          rule,
          module.describe(section, entry.offset()),
          String.format(
              "%s to %s does not fit with the module at 0x%x",
              machine.name(entry.type()),
              LoadedModule.plus(target.name(), entry.addend()),
              distance.module()));
    }
  }

  private static void write(ByteBuffer memory, int offset, int width, long bits) {
    if (width == Long.BYTES) {
      memory.putLong(offset, bits);
    } else {
      memory.putInt(offset, (int) bits);
    }
  }
}
