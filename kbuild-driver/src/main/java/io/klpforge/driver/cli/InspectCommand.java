package io.klpforge.driver.cli;

import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.driver.manifest.Manifest;
import io.klpforge.driver.manifest.ModuleContents;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.ExitCode;
import io.klpforge.driver.report.Failure;
import io.klpforge.driver.report.Json;
import io.klpforge.driver.vm.ModuleDirectory;
import io.klpforge.emit.inspect.KlpSection;
import io.klpforge.emit.inspect.KlpSection.KlpRelocation;
import io.klpforge.emit.inspect.LivepatchModule;
import io.klpforge.emit.inspect.LivepatchText;
import io.klpforge.emit.inspect.ReplacedObject;
import io.klpforge.emit.livepatch.ManifestSection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code klpforge inspect}: the livepatch side of a module, for people or programs. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints what a module patches, and the relocations the kernel's livepatch code applies."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      " 0:done",
      " 2:wrong usage",
      " 4:the file is not a module",
      "70:a defect of klpforge"
    })
final class InspectCommand implements Callable<Integer> {
  private static final String STRANGE =
      "its manifest is not of this module: build id, functions or relocations differ";

  @Mixin private Speech speech;

  @Parameters(paramLabel = "FILE", description = "A kernel module.")
  private Path file;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      description = "How to print the result; ${DEFAULT-VALUE} by default.")
  private Format format = Format.text;

  @Option(
      names = "--manifest",
      description = "Print only the manifest the module carries, as it is there.")
  private boolean manifestOnly;

  @Override
  public Integer call() {
    Console console = speech.console();
    ObjectFile contents = read();
    if (manifestOnly) {
      console.result(rawManifest(contents));
      return ExitCode.DONE.number();
    }
    LivepatchModule module = LivepatchModule.of(contents);
    Optional<Manifest> manifest = Manifest.of(file.toString(), contents);
    if (format == Format.json) {
      console.result(json(module, manifest));
    } else {
      LivepatchText.lines(module).forEach(console::result);
      manifest.ifPresent(found -> print(console, found));
    }
    manifest
        .filter(found -> !found.describes(ModuleContents.of(contents)))
        .ifPresent(found -> console.message(file + ": warning: " + STRANGE));
    return ExitCode.DONE.number();
  }

  private static void print(Console console, Manifest manifest) {
    console.result("");
    console.result("manifest:");
    manifest.lines().forEach(line -> console.result("  " + line));
  }

  private ObjectFile read() {
    try {
      return ElfReader.read(ModuleDirectory.contents(file));
    } catch (MalformedElfException e) {
      throw new Failure(file + ": " + e.getMessage(), e);
    }
  }

  private String rawManifest(ObjectFile contents) {
    return ManifestSection.read(contents)
        .map(String::stripTrailing)
        .orElseThrow(
            () -> new Failure(file + ": carries no manifest: klpforge build did not make it"));
  }

  private static String json(LivepatchModule module, Optional<Manifest> manifest) {
    return Json.document(
        json -> {
          json.text("name", module.modInfo().name().orElse(""));
          json.text("vermagic", module.modInfo().vermagic().orElse(""));
          json.texts("depends", module.modInfo().depends());
          json.flag("livepatch", module.modInfo().isLivepatch());
          json.objects("objects", module.objects(), InspectCommand::object);
          json.objects("sections", module.sections(), InspectCommand::section);
          json.texts("symbols", module.symbols());
          if (manifest.isPresent()) {
            json.value("manifest", manifest.get().document());
          }
        });
  }

  private static void object(Json json, ReplacedObject object) throws IOException {
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

  private static void section(Json json, KlpSection section) throws IOException {
    json.text("name", section.name());
    json.text("object", section.object());
    json.number("flags", section.flags());
    json.number("link", section.link());
    json.number("info", section.info());
    json.text("target", section.target());
    json.objects("relocations", section.relocations(), InspectCommand::relocation);
  }

  private static void relocation(Json json, KlpRelocation relocation) throws IOException {
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
