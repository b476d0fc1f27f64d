package io.klpforge.emit.convert;

import io.klpforge.diff.select.Export;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A kernel's names alone, as {@code symbols.klp} lists them: a line that names the form, then for
 * each object a line {@code *<object>} and behind it a line for each symbol, undefined ones too.
 *
 * <p>What an object exports shows in its {@code __ksymtab_<name>}; a module that lists a name which
 * another object exports uses that, or has a static symbol of the name. There are neither addresses
 * nor source files, and the order within a name says nothing: positions can be counted, not told
 * apart.
 *
 * <p>Source: "kbuild/modpost: create symbols.klp and integrate klp-convert", version 7, on the
 * live-patching mailing list, 2023.
 */
public final class SymbolList implements KernelNames {
  private static final String FORM = "klp-convert-symbol-data.0.1";
  private static final String OBJECT = "*";
  private static final String EXPORT = "__ksymtab_";
  private static final String LATER_RELOCATIONS = "klp_apply_section_relocs";
  private static final String VMLINUX = "vmlinux";

  private final Map<String, Map<String, Integer>> objects = new LinkedHashMap<>();
  private final Map<String, String> exporters = new HashMap<>();

  private SymbolList() {}

  /**
   * {@return the list in the lines of a file}
   *
   * @throws IllegalArgumentException naming the line, if it is of another form
   */
  public static SymbolList parse(List<String> lines) {
    if (lines.isEmpty() || !lines.get(0).equals(FORM)) {
      throw new IllegalArgumentException("line 1: expected " + FORM);
    }
    SymbolList list = new SymbolList();
    String object = "";
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith(OBJECT)) {
        object = line.substring(OBJECT.length()).replace('-', '_');
      } else if (object.isEmpty()) {
        throw new IllegalArgumentException(
            "line " + (i + 1) + ": expected *vmlinux, or * and a module's name");
      } else if (!line.isEmpty()) {
        list.add(object, line);
      }
    }
    return list;
  }

  private void add(String object, String name) {
    objects.computeIfAbsent(object, key -> new HashMap<>()).merge(name, 1, Integer::sum);
    if (name.startsWith(EXPORT)) {
      exporters.put(name.substring(EXPORT.length()), object);
    }
  }

  @Override
  public List<Candidate> candidates(String name) {
    List<Candidate> all = new ArrayList<>();
    objects.forEach(
        (object, names) -> all.addAll(candidates(object, name, names.getOrDefault(name, 0))));
    return all;
  }

  private static List<Candidate> candidates(String object, String name, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            i -> new Candidate(object, name, count == 1 ? 0 : i, "", OptionalLong.empty(), ""))
        .toList();
  }

  /** {@return the export, for any module and of an unknown type: the list tells no more} */
  @Override
  public Optional<Export> export(String name) {
    return Optional.ofNullable(exporters.get(name))
        .map(owner -> new Export(name, owner, false, "", 0));
  }

  /** {@return the modules that export what {@code module} uses} */
  @Override
  public List<String> dependencies(String module) {
    Set<String> owners = new TreeSet<>();
    for (String name : objects.getOrDefault(module, Map.of()).keySet()) {
      Optional.ofNullable(exporters.get(name)).ifPresent(owners::add);
    }
    owners.remove(module);
    owners.remove(VMLINUX);
    return List.copyOf(owners);
  }

  @Override
  public boolean keepsVmlinuxApart() {
    return objects.getOrDefault(VMLINUX, Map.of()).containsKey(LATER_RELOCATIONS);
  }
}
