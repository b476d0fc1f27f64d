package io.klpforge.driver.run;

import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.select.SymbolIndex;
import io.klpforge.driver.report.Failure;
import io.klpforge.driver.vm.ModuleDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The modules of the kernel that will load the livepatch.
 *
 * <p>Positions come from the files that are loaded. Those are stripped of the source files' names;
 * the debug files have them and otherwise the same symbols.
 */
final class TargetModules implements TargetSymbols.ModuleFiles {
  private final ModuleDirectory shipped;
  private final Optional<ModuleDirectory> debug;
  private final Map<String, Optional<ObjectFile>> files = new ConcurrentHashMap<>();

  /** No modules at all. */
  TargetModules() {
    this.shipped = ModuleDirectory.none();
    this.debug = Optional.empty();
  }

  /** The modules below {@code shipped}, and the same with debug information, if kept apart. */
  TargetModules(Path shipped, Optional<Path> debug) {
    this.shipped = ModuleDirectory.of(shipped);
    this.debug = debug.map(ModuleDirectory::of);
  }

  @Override
  public Optional<SymbolIndex> symbols(String name) {
    return file(name).map(module -> symbols(name, module));
  }

  /** {@return the module of that name as it is loaded, if the kernel has it; read once} */
  Optional<ObjectFile> file(String name) {
    return files.computeIfAbsent(name, key -> shipped.file(key).map(TargetModules::read));
  }

  /** {@return any module, if the kernel has one} */
  Optional<ObjectFile> any() {
    return shipped.names().stream().findFirst().flatMap(this::file);
  }

  /**
   * {@return the names of the modules that hold one of these texts, told by their bytes, sorted}
   */
  List<String> holding(Collection<String> texts) {
    List<String> wanted = texts.stream().map(text -> text + "\0").toList();
    return shipped.names().parallelStream()
        .filter(name -> holds(ModuleDirectory.contents(shipped.file(name).orElseThrow()), wanted))
        .sorted()
        .toList();
  }

  /** A name in a string table ends with a zero. */
  private static boolean holds(byte[] file, List<String> wanted) {
    String bytes = new String(file, StandardCharsets.ISO_8859_1);
    return wanted.stream().anyMatch(bytes::contains);
  }

  private SymbolIndex symbols(String name, ObjectFile module) {
    Optional<Path> withFiles = debug.flatMap(directory -> directory.file(name));
    return SymbolIndex.ofModule(module, withFiles.map(ObjectDiffer::read).orElse(module));
  }

  private static ObjectFile read(Path file) {
    try {
      return ElfReader.read(ModuleDirectory.contents(file));
    } catch (MalformedElfException e) {
      throw new Failure(file + ": " + e.getMessage(), e);
    }
  }
}
