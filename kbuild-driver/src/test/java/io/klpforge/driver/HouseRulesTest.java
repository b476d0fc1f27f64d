package io.klpforge.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.emit.verify.LoaderRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for the whole source, whoever writes the next file. */
class HouseRulesTest {
  private static final Path ROOT = Path.of(System.getProperty("klpforge.root"));

  /** Each library has one door: the files that may import it. */
  private static final Map<String, Set<String>> DOORS =
      Map.of(
          "net.fornwall.jelf", Set.of("ElfReader.java", "BufferFile.java"),
          "capstone", Set.of("Disassembler.java"),
          "org.apache.commons.exec", Set.of("CommandRunner.java", "RunningPrograms.java"),
          "com.fasterxml.jackson", Set.of("Json.java", "JsonReader.java"));

  private static final Pattern RULE =
      Pattern.compile("(?:Finding|Rule|add|report|finding)\\(\\s*\"([a-z]+(?:-[a-z]+)+)\"");

  @Test
  void everyLibraryIsUsedThroughItsDoorOnly() throws IOException {
    Map<String, Set<String>> users = new TreeMap<>();
    for (Path file : sources()) {
      String text = Files.readString(file);
      for (String library : DOORS.keySet()) {
        if (text.contains("import " + library + ".")) {
          users.computeIfAbsent(library, key -> new TreeSet<>()).add(name(file));
        }
      }
    }
    assertEquals(new TreeMap<>(DOORS), users);
  }

  @Test
  void onlyTheCommandLineKnowsPicocli() throws IOException {
    for (Path file : sources()) {
      boolean inCli = file.getParent().endsWith("cli");
      assertTrue(inCli || !Files.readString(file).contains("picocli."), file.toString());
    }
  }

  @Test
  void theReadmeExplainsEveryRule() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    Set<String> rules = new TreeSet<>();
    for (Path file : sources()) {
      Matcher matcher = RULE.matcher(Files.readString(file));
      while (matcher.find()) {
        rules.add(matcher.group(1));
      }
    }
    assertTrue(rules.size() >= 20, "the pattern finds the rules: " + rules);
    Stream.of(LoaderRule.values()).map(LoaderRule::id).forEach(rules::add);
    rules.removeIf(rule -> readme.contains('`' + rule + '`'));
    assertEquals(Set.of(), rules, "rules without a word in the README");
  }

  /** A rule that no toy and no mutant breaks is a rule nobody has seen at work. */
  @Test
  void everyRuleOfTheLoaderIsBrokenByATest() throws IOException {
    StringBuilder tests = new StringBuilder();
    for (Path file : files("src/test/java")) {
      tests.append(Files.readString(file));
    }
    List<LoaderRule> unproven =
        Stream.of(LoaderRule.values())
            .filter(rule -> !Pattern.compile("LoaderRule\\." + rule + "\\b").matcher(tests).find())
            .toList();
    assertEquals(List.of(), unproven);
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static List<Path> sources() throws IOException {
    return files("src/main/java");
  }

  private static List<Path> files(String directory) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String module : List.of("diff-engine", "emitter", "kbuild-driver")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve(directory))) {
        files.filter(file -> name(file).endsWith(".java")).forEach(sources::add);
      }
    }
    return sources;
  }
}
