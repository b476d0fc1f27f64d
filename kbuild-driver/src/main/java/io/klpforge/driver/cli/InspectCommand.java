package io.klpforge.driver.cli;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.driver.manifest.Manifest;
import io.klpforge.driver.manifest.ModuleContents;
import io.klpforge.driver.report.Console;
import io.klpforge.driver.report.ExitCode;
import io.klpforge.driver.report.Failure;
import io.klpforge.driver.report.Json;
import io.klpforge.driver.vm.ModuleDirectory;
import io.klpforge.emit.convert.AnnotatedName;
import io.klpforge.emit.convert.HandwrittenModule;
import io.klpforge.emit.inspect.KlpSection;
import io.klpforge.emit.inspect.LivepatchModule;
import io.klpforge.emit.inspect.LivepatchText;
import io.klpforge.emit.livepatch.ManifestSection;
import io.klpforge.emit.signature.SignatureText;
import io.klpforge.emit.write.UnwritableElfException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
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
    byte[] bytes = ModuleDirectory.contents(file);
    ObjectFile contents = read(bytes);
    if (manifestOnly) {
      console.result(rawManifest(contents));
      return ExitCode.DONE.number();
    }
    LivepatchModule module = LivepatchModule.of(contents);
    List<AnnotatedName> annotations = annotations(contents);
    Optional<Manifest> manifest = Manifest.of(file.toString(), contents);
    String signature = SignatureText.of(Bytes.of(bytes, ByteOrder.LITTLE_ENDIAN));
    if (format == Format.json) {
      console.result(json(module, annotations, manifest, signature));
    } else {
      LivepatchText.lines(module).forEach(console::result);
      print(console, annotations);
      manifest.ifPresent(found -> print(console, found));
      console.result("");
      console.result("signature: " + signature);
    }
    manifest
        .filter(found -> !found.describes(ModuleContents.of(contents)))
        .ifPresent(found -> console.message(file + ": warning: " + STRANGE));
    return ExitCode.DONE.number();
  }

  /** What is none that Kbuild links is not read for annotations. */
  private List<AnnotatedName> annotations(ObjectFile contents) {
    try {
      return HandwrittenModule.of(file.toString(), contents).annotations();
    } catch (UnwritableElfException e) {
      return List.of();
    }
  }

  private static void print(Console console, List<AnnotatedName> annotations) {
    if (!annotations.isEmpty()) {
      console.result("");
      console.result("annotations for klpforge convert:");
      annotations.forEach(annotation -> console.result("  " + annotation.text()));
    }
  }

  private static void print(Console console, Manifest manifest) {
    console.result("");
    console.result("manifest:");
    manifest.lines().forEach(line -> console.result("  " + line));
  }

  private ObjectFile read(byte[] bytes) {
    try {
      return ElfReader.read(bytes);
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

  private static String json(
      LivepatchModule module,
      List<AnnotatedName> annotations,
      Optional<Manifest> manifest,
      String signature) {
    return Json.document(
        json -> {
          json.text("name", module.modInfo().name().orElse(""));
          json.text("vermagic", module.modInfo().vermagic().orElse(""));
          json.texts("depends", module.modInfo().depends());
          json.flag("livepatch", module.modInfo().isLivepatch());
          json.objects("objects", module.objects(), ModuleContents::object);
          json.objects("sections", module.sections(), InspectCommand::section);
          json.texts("late", module.late().stream().map(Section::name).toList());
          json.texts("symbols", module.symbols());
          json.objects("annotations", annotations, InspectCommand::annotation);
          json.text("signature", signature);
          if (manifest.isPresent()) {
            json.value("manifest", manifest.get().document());
          }
        });
  }

  private static void annotation(Json json, AnnotatedName annotation) throws IOException {
    json.text("name", annotation.name());
    json.text("object", annotation.object());
    json.number("position", annotation.position());
    json.text("loading", annotation.loading().orElse(""));
  }

  private static void section(Json json, KlpSection section) throws IOException {
    json.text("name", section.name());
    json.text("object", section.object());
    json.number("flags", section.flags());
    json.number("link", section.link());
    json.number("info", section.info());
    json.text("target", section.target());
    json.objects("relocations", section.relocations(), ModuleContents::relocation);
  }
}
