package io.klpforge.driver.realfixes;

import static java.util.stream.Collectors.joining;

import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.kbuild.IncludeLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what else a fix needs that does not compile alone, by what the compiler misses: the changed
 * file it stopped in; else the headers that bring the identifiers it names, those first that the
 * sources include, and of all others those that did not have them; else the sources; else the
 * headers that bring what stands in the lines it complains of. Of a header only the changes are
 * taken that bring what is missed, until nothing else helps.
 *
 * @param words what each changed file brings
 * @param newer the newer tree
 */
record GroupGrowth(AddedWords words, Path newer) {
  /** A group beyond that is no fix but a release. */
  private static final int MOST = 8;

  private static final Pattern PLACE =
      Pattern.compile("(?m)^\\s*(?:\\.\\./)*([^\\s:]+\\.[ch]):(\\d+)");

  /** What gcc puts in quotes before it begins to guess. */
  private static final Pattern NAME =
      Pattern.compile(
          "['\\u2018](?:(?:struct|union|enum) |\\w+\\.)?([A-Za-z_][A-Za-z0-9_]*)['\\u2019]");

  /**
   * {@return the group with more changes; empty if nothing fits or it would be too large}
   *
   * @param group as it is
   * @param errors the compiler's lines
   */
  Optional<FileGroup> grown(FileGroup group, String errors) {
    Set<String> names = names(errors);
    Set<String> inLines = inLines(errors);
    NavigableSet<String> headers = words.bringing(names, ".h");
    NavigableSet<String> near = included(group, headers);
    NavigableSet<String> hinted = included(group, words.bringing(inLines, ".h"));
    return larger(group, group.with(places(errors)))
        .or(() -> larger(group, parts(group, near, path -> words.newOf(path, names))))
        .or(() -> larger(group, parts(group, near, path -> words.of(path, names))))
        .or(() -> larger(group, parts(group, headers, path -> words.newOf(path, names))))
        .or(() -> larger(group, group.with(words.bringing(names, ".c"))))
        .or(() -> larger(group, parts(group, hinted, path -> words.newOf(path, inLines))))
        .or(() -> larger(group, parts(group, headers, path -> words.of(path, names))))
        .or(() -> larger(group, whole(group)));
  }

  /** {@return the group with the sources that bring a symbol which the running kernel lacks} */
  Optional<FileGroup> defining(FileGroup group, Set<String> symbols) {
    return larger(group, group.with(words.bringing(symbols, ".c")));
  }

  /** Of a header, which many files may include, only what is missing. */
  private static FileGroup parts(
      FileGroup group, Collection<String> headers, Function<String, Set<String>> wanted) {
    FileGroup larger = group;
    for (String header : headers) {
      Set<String> missing = wanted.apply(header);
      larger = missing.isEmpty() ? larger : larger.with(List.of(header), missing);
    }
    return larger;
  }

  /** The parts may need each other. */
  private static FileGroup whole(FileGroup group) {
    return group.with(group.paths());
  }

  /** {@return those of the headers that a file of the group includes itself} */
  private NavigableSet<String> included(FileGroup group, NavigableSet<String> headers) {
    Set<String> names = new TreeSet<>();
    for (String path : group.paths()) {
      if (Files.exists(newer.resolve(path))) {
        IncludeLines.of(Disk.latin1(newer.resolve(path)))
            .forEach(name -> names.add("/" + name.substring(1).replaceFirst("^(\\.\\.?/)+", "")));
      }
    }
    NavigableSet<String> found = new TreeSet<>(headers);
    found.removeIf(header -> names.stream().noneMatch(("/" + header)::endsWith));
    return found;
  }

  private static Optional<FileGroup> larger(FileGroup group, FileGroup more) {
    boolean grows = !more.equals(group) && more.files().size() <= MOST;
    return grows ? Optional.of(more) : Optional.empty();
  }

  /**
   * {@return changed sources that errors are in, not those that are only named on the way there}
   */
  private NavigableSet<String> places(String errors) {
    NavigableSet<String> found = new TreeSet<>();
    String own = errors.lines().filter(line -> line.contains("error:")).collect(joining("\n"));
    Matcher place = PLACE.matcher(own);
    while (place.find()) {
      found.add(place.group(1));
    }
    found.removeIf(path -> !words.has(path) || path.endsWith(".h"));
    return found;
  }

  /** {@return the words of the lines that errors are in}: the last attempt has true numbers. */
  private Set<String> inLines(String errors) {
    Set<String> found = new TreeSet<>();
    Matcher place = PLACE.matcher(errors);
    while (place.find()) {
      Path file = newer.resolve(place.group(1));
      int number = Integer.parseInt(place.group(2));
      if (Files.exists(file)) {
        Disk.latin1(file)
            .lines()
            .skip(number - 1L)
            .limit(1)
            .forEach(line -> found.addAll(AddedWords.in(line)));
      }
    }
    return found;
  }

  static Set<String> names(String errors) {
    Set<String> found = new TreeSet<>();
    errors
        .lines()
        .map(line -> line.replaceFirst("; did you mean.*", ""))
        .forEach(
            line -> {
              Matcher name = NAME.matcher(line);
              while (name.find()) {
                found.add(name.group(1));
              }
            });
    return found;
  }
}
