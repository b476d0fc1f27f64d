package io.klpforge.driver.run;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.type.TypeLayout;
import io.klpforge.driver.cache.Cache;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.kbuild.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;

/**
 * Keeps what a kernel's debugging information told: to look through it takes up to a minute.
 *
 * @param cache keeps the answers, by the kernel's build id, its modules' files and the types
 */
record TypeAnswerStore(Cache cache) {

  /** Where the linker script puts the build id; {@code vmlinux.lds.h}, Linux 6.1. */
  private static final String NOTES = ".notes";

  private static final String FORMAT = "1";
  private static final String FILE = "users";

  /**
   * {@return the answers, looked for only if they are not known}; of a kernel without notes none
   * are kept
   */
  List<TypeAnswer> get(
      Path vmlinux,
      SortedMap<String, Path> modules,
      List<TypeLayout> types,
      Supplier<List<TypeAnswer>> look) {
    ObjectFile kernel = ObjectDiffer.read(vmlinux);
    Optional<Section> notes = kernel.section(NOTES);
    if (notes.isEmpty()) {
      return look.get();
    }
    Digest key = new Digest().add(FORMAT).add(notes.get().data().toArray());
    modules.entrySet().forEach(module -> add(key, module));
    types.forEach(type -> key.add(type.toString()));
    Path entry = cache.get("type-users-" + key.text(), directory -> write(directory, look.get()));
    return TypeAnswer.parse(Disk.lines(entry.resolve(FILE)));
  }

  private static void add(Digest key, Map.Entry<String, Path> module) {
    Path file = module.getValue();
    key.add(module.getKey())
        .add(Disk.on(file, () -> Files.size(file) + " " + Files.getLastModifiedTime(file)));
  }

  private static void write(Path directory, List<TypeAnswer> answers) {
    StringBuilder text = new StringBuilder();
    answers.forEach(answer -> answer.lines().forEach(line -> text.append(line).append('\n')));
    Disk.write(directory.resolve(FILE), text.toString());
  }
}
