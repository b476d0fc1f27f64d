package io.klpforge.emit.inspect;

import io.klpforge.diff.elf.Section;
import io.klpforge.emit.inspect.KlpSection.KlpRelocation;
import io.klpforge.emit.inspect.ReplacedObject.ObjectCallback;
import io.klpforge.emit.inspect.ReplacedObject.ReplacedFunction;
import io.klpforge.emit.livepatch.KlpSymbolName;
import io.klpforge.emit.livepatch.LateSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A livepatch module as text. */
public final class LivepatchText {
  private final List<String> lines = new ArrayList<>();

  private LivepatchText() {}

  /** {@return the lines to print, without line ends} */
  public static List<String> lines(LivepatchModule module) {
    LivepatchText text = new LivepatchText();
    text.addModInfo(module.modInfo());
    text.addObjects(module);
    module.sections().forEach(text::add);
    module.late().forEach(text::add);
    text.addUnused(module);
    return List.copyOf(text.lines);
  }

  private void addModInfo(ModInfo info) {
    lines.add("module:    " + info.name().orElse("(no name)"));
    lines.add("vermagic:  " + info.vermagic().orElse("(none)").strip());
    lines.add("depends:   " + (info.depends().isEmpty() ? "-" : String.join(", ", info.depends())));
    lines.add("livepatch: " + (info.isLivepatch() ? "yes" : "no"));
  }

  private void addObjects(LivepatchModule module) {
    for (ReplacedObject object : module.objects()) {
      lines.add("");
      lines.add("patches " + object.name() + ":");
      object.functions().forEach(this::add);
      object.callbacks().forEach(this::add);
    }
  }

  private void add(ReplacedFunction function) {
    lines.add(
        String.format(
            "  %s -> %s, %d bytes",
            numbered(function.oldName(), function.position()),
            function.newFunction(),
            function.newSize()));
  }

  private void add(ObjectCallback callback) {
    String kind = callback.kind().name().toLowerCase(Locale.ROOT);
    lines.add("  " + kind + " callback " + callback.function());
  }

  private void add(KlpSection section) {
    lines.add("");
    lines.add(section.name() + ":");
    lines.add(
        String.format(
            "  when %s is loaded; flags 0x%x, link %d (%s), info %d (%s)",
            section.object(),
            section.flags(),
            section.link(),
            section.linkName(),
            section.info(),
            section.target()));
    section.relocations().forEach(this::add);
  }

  private void add(Section late) {
    lines.add("");
    lines.add(late.name() + ":");
    lines.add(
        LateSection.of(late.name())
            .filter(LateSection::isRead)
            .map(LivepatchText::when)
            .orElse("  not a section that any kernel reads"));
  }

  private static String when(LateSection late) {
    return "  "
        + late.table()
        + ", read when "
        + late.object()
        + " is loaded, after its relocations: before Linux 5.8 only";
  }

  private void add(KlpRelocation relocation) {
    lines.add(
        String.format(
            "  0x%x %s %s %s%s",
            relocation.offset(),
            relocation.place(),
            relocation.typeName(),
            relocation.meaning().map(LivepatchText::meaning).orElse(relocation.symbol()),
            addend(relocation.addend())));
  }

  private static String meaning(KlpSymbolName name) {
    return name.object() + ":" + numbered(name.name(), name.position());
  }

  private static String numbered(String name, long position) {
    return position == 0 ? name : name + " (number " + position + ")";
  }

  private static String addend(long addend) {
    if (addend == 0) {
      return "";
    }
    return addend < 0 ? " - " + -addend : " + " + addend;
  }

  private void addUnused(LivepatchModule module) {
    List<String> used =
        module.sections().stream()
            .flatMap(section -> section.relocations().stream())
            .map(KlpRelocation::symbol)
            .toList();
    for (String symbol : module.symbols()) {
      if (!used.contains(symbol)) {
        lines.add("unused livepatch symbol " + symbol);
      }
    }
  }
}
