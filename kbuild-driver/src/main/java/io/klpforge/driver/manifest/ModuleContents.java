package io.klpforge.driver.manifest;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.driver.report.Json;
import io.klpforge.emit.inspect.BuildIdNote;
import io.klpforge.emit.inspect.KlpSection;
import io.klpforge.emit.inspect.KlpSection.KlpRelocation;
import io.klpforge.emit.inspect.LivepatchModule;
import io.klpforge.emit.inspect.ReplacedObject;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * What a manifest says of the module itself, all of it read back from the module.
 *
 * @param livepatch what the module patches
 * @param buildId the module's own, in hexadecimal digits; empty if it has none
 */
public record ModuleContents(LivepatchModule livepatch, String buildId) {

  private record Site(KlpSection section, KlpRelocation relocation) {}

  /** {@return what can be read in {@code file}} */
  public static ModuleContents of(ObjectFile file) {
    return new ModuleContents(LivepatchModule.of(file), BuildIdNote.of(file).orElse(""));
  }

  /** Writes it as the members of {@code module}. */
  public void write(Json json) throws IOException {
    json.text("name", livepatch.modInfo().name().orElse(""));
    json.text("buildId", buildId);
    json.text("vermagic", livepatch.modInfo().vermagic().orElse("").strip());
    json.texts("depends", livepatch.modInfo().depends());
    json.objects("objects", livepatch.objects(), ModuleContents::object);
    List<Site> sites =
        livepatch.sections().stream()
            .flatMap(section -> section.relocations().stream().map(one -> new Site(section, one)))
            .toList();
    json.objects("relocations", sites, ModuleContents::relocation);
  }

  /** Writes what a module does to vmlinux or to another module. */
  public static void object(Json json, ReplacedObject object) throws IOException {
    json.text("name", object.name());
    json.objects(
        "functions",
        object.functions(),
        (item, function) -> {
          item.text("oldName", function.oldName());
          item.number("position", function.position());
          item.text("newFunction", function.newFunction());
          item.number("newSize", function.newSize());
        });
    json.objects(
        "callbacks",
        object.callbacks(),
        (item, callback) -> {
          item.text("kind", callback.kind().name().toLowerCase(Locale.ROOT));
          item.text("function", callback.function());
        });
  }

  private static void relocation(Json json, Site site) throws IOException {
    json.text("section", site.section().name());
    json.text("object", site.section().object());
    json.text("target", site.section().target());
    relocation(json, site.relocation());
  }

  /** Writes one relocation, wherever it stands. */
  public static void relocation(Json json, KlpRelocation relocation) throws IOException {
    json.number("offset", relocation.offset());
    json.text("place", relocation.place());
    json.text("type", relocation.typeName());
    json.text("symbol", relocation.symbol());
    if (relocation.meaning().isPresent()) {
      json.text("provider", relocation.meaning().get().object());
      json.text("name", relocation.meaning().get().name());
      json.number("position", relocation.meaning().get().position());
    }
    json.number("addend", relocation.addend());
  }
}
