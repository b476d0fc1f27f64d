package io.klpforge.driver.vm;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.driver.report.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A kernel module as the guest will load it.
 *
 * @param name as the kernel calls it: letters, digits and underscores
 * @param file where it was read from
 * @param image its ELF image, uncompressed
 * @param depends names of the modules whose symbols it uses, from {@code .modinfo}
 * @param livepatch whether {@code .modinfo} marks it as a livepatch
 * @param machine {@code e_machine}
 */
record KernelModule(
    String name, Path file, Bytes image, List<String> depends, boolean livepatch, int machine) {

  KernelModule {
    depends = List.copyOf(depends);
  }

  /**
   * Reads a module, compressed or not.
   *
   * @throws Failure if the file cannot be read or is no kernel module
   */
  static KernelModule read(Path file) {
    byte[] image = ModuleCompression.of(file).read(file);
    try {
      ObjectFile elf = ElfReader.read(image);
      return of(file, elf, Bytes.of(image, elf.header().order()));
    } catch (MalformedElfException e) {
      throw new Failure(file + ": not a kernel module: " + e.getMessage(), e);
    }
  }

  /**
   * {@return this module, if it is a livepatch}
   *
   * @throws Failure if it is another kind of module
   */
  KernelModule requireLivepatch() {
    if (!livepatch) {
      throw new Failure(
          file
              + ": not a livepatch: its .modinfo has no \"livepatch\" tag"
              + "\n    give a module made by klpforge build, or one with MODULE_INFO(livepatch)");
    }
    return this;
  }

  private static KernelModule of(Path file, ObjectFile elf, Bytes image) {
    Map<String, String> info = modinfo(elf, file);
    String name = Optional.ofNullable(info.get("name")).orElseGet(() -> fileName(file));
    List<String> depends = new ArrayList<>();
    for (String module : info.getOrDefault("depends", "").split(",", -1)) {
      if (!module.isEmpty()) {
        depends.add(canonical(module));
      }
    }
    boolean livepatch = info.containsKey("livepatch");
    return new KernelModule(
        canonical(name), file, image, depends, livepatch, elf.header().machine());
  }

  /** The first value of each tag. Source: include/linux/module.h, MODULE_INFO, v6.1. */
  private static Map<String, String> modinfo(ObjectFile elf, Path file) {
    Section section =
        elf.section(".modinfo")
            .orElseThrow(() -> new Failure(file + ": not a kernel module: no .modinfo section"));
    Map<String, String> info = new TreeMap<>();
    int at = 0;
    while (at < section.data().length()) {
      String tag = section.data().text(at);
      int equals = tag.indexOf('=');
      if (equals > 0) {
        info.putIfAbsent(tag.substring(0, equals), tag.substring(equals + 1));
      }
      at += tag.length() + 1;
    }
    return info;
  }

  /** {@return a module's name as the running kernel spells it} */
  static String canonical(String name) {
    return name.replace('-', '_');
  }

  /** {@return the module's name that a file name such as {@code nls-utf8.ko.xz} stands for} */
  static String fileName(Path file) {
    return canonical(file.getFileName().toString().replaceFirst("\\.ko(\\.[a-z]+)?$", ""));
  }

  /** {@return the ELF image as an array of its own} */
  byte[] bytes() {
    return image.toArray();
  }

  /** Reads a plain file whole. */
  static byte[] contents(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new Failure(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new Failure(file + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
