package io.klpforge.diff.explain;

import io.klpforge.diff.dwarf.DebugFunction;
import io.klpforge.diff.dwarf.SourceLine;
import io.klpforge.diff.source.LineRange;
import io.klpforge.diff.source.SourceEdit;
import io.klpforge.diff.source.SourceFile;
import io.klpforge.diff.source.SourceVersions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds macros that the patch changes and a function's text names, or the text of what is inlined
 * into it. A macro that names a changed one, in a file the patch changes, counts as changed.
 */
final class MacroUses {
  private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");

  private final SourceVersions source;
  private final SortedMap<String, List<SourceEdit>> changed = new TreeMap<>();
  private final Map<SourceLine, Set<String>> words = new HashMap<>();

  MacroUses(SourceVersions source, DebugSide orig) {
    this.source = source;
    Set<String> files = new LinkedHashSet<>();
    source.changed().forEach(file -> files.add(source.shown(file)));
    Map<String, String> byShown = new TreeMap<>();
    source.changed().forEach(file -> byShown.put(source.shown(file), file));
    orig.files().forEach(file -> byShown.putIfAbsent(source.shown(file), file));
    byShown.values().forEach(this::learn);
  }

  private void learn(String file) {
    List<SourceEdit> edits = source.edits(file);
    if (edits.isEmpty()) {
      return;
    }
    SourceFile before = source.orig(file).orElseThrow();
    SortedMap<String, LineRange> macros = before.macros();
    macros.forEach(
        (name, lines) -> {
          List<SourceEdit> own =
              edits.stream().filter(edit -> lines.isTouchedBy(edit.before())).toList();
          if (!own.isEmpty()) {
            changed.put(name, own);
          }
        });
    spread(before, macros);
  }

  /** From changed macros to those that name them. */
  private void spread(SourceFile file, SortedMap<String, LineRange> macros) {
    boolean more = !changed.isEmpty();
    while (more) {
      more = false;
      for (Map.Entry<String, LineRange> macro : macros.entrySet()) {
        if (!changed.containsKey(macro.getKey())) {
          Optional<String> named = namedBy(words(file.code(macro.getValue())));
          named.ifPresent(name -> changed.put(macro.getKey(), changed.get(name)));
          more |= named.isPresent();
        }
      }
    }
  }

  private Optional<String> namedBy(Set<String> text) {
    return changed.keySet().stream().filter(text::contains).findFirst();
  }

  private static Set<String> words(String code) {
    Set<String> words = new LinkedHashSet<>();
    Matcher matcher = WORD.matcher(code);
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }

  /** {@return the macros that the function or its inlined callees name and the patch changes} */
  Optional<Cause> of(DebugFunction function, InlinedFunctions inlined) {
    if (changed.isEmpty()) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    Set<SourceEdit> edits = new LinkedHashSet<>();
    add(function.name(), function.declared(), texts, edits);
    inlined.callees().forEach(one -> add(one.name(), one.declared(), texts, edits));
    return texts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Cause(
                Cause.Kind.MACRO,
                String.join("; ", texts) + "; changed: " + SourceEdit.text(List.copyOf(edits)),
                List.copyOf(edits),
                List.of()));
  }

  private void add(
      String function, SourceLine declared, List<String> texts, Set<SourceEdit> edits) {
    Set<String> named = words.computeIfAbsent(declared, this::bodyWords);
    for (Map.Entry<String, List<SourceEdit>> macro : changed.entrySet()) {
      if (named.contains(macro.getKey())) {
        texts.add(macro.getKey() + ", which " + function + "() names");
        edits.addAll(macro.getValue());
      }
    }
  }

  private Set<String> bodyWords(SourceLine declared) {
    return source
        .orig(declared.file())
        .map(file -> words(file.code(file.function(declared.line()))))
        .orElse(Set.of());
  }
}
