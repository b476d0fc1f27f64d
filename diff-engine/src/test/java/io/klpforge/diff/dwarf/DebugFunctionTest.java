package io.klpforge.diff.dwarf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Symbol;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** gcc's and clang's objects, of all machines, tell the same of one source. */
final class DebugFunctionTest {
  private static final Path FIXTURES =
      Path.of(System.getProperty("klpforge.root", ".."), "fixtures");

  private static ObjectFile object(String machine) throws IOException {
    return ElfReader.read(FIXTURES.resolve("changed-layout").resolve(machine).resolve("orig.o"));
  }

  private static List<DebugFunction> functions(ObjectFile object) {
    return DebugFunction.all(DebugInfo.of(object).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "aarch64", "ppc64le", "s390x", "loongarch64"})
  void tellsWhatIsInlinedWhere(String machine) throws IOException {
    ObjectFile object = object(machine);
    Symbol symbol = function(object, "read_moved");
    DebugFunction reader =
        DebugFunction.at(functions(object), symbol.place().section(), symbol.end() - 1)
            .orElseThrow();
    assertEquals("read_moved", reader.name());
    assertEquals(new SourceLine("changed-layout.c", 89), reader.declared());
    assertEquals(1, reader.calls().size());
    InlinedCall call = reader.calls().get(0);
    assertEquals("weight", call.name());
    assertEquals(new SourceLine("changed-layout.c", 69), call.declared());
    assertEquals(new SourceLine("changed-layout.c", 91), call.called());
    assertTrue(call.ranges().stream().allMatch(range -> isInside(range, reader)), call.toString());
    assertTrue(!call.ranges().isEmpty());
  }

  private static boolean isInside(CodeRange range, DebugFunction function) {
    return function.ranges().stream()
        .anyMatch(
            own ->
                own.section().equals(range.section())
                    && own.start() <= range.start()
                    && range.end() <= own.end());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "aarch64", "ppc64le", "s390x", "loongarch64"})
  void coversEveryFunctionOfTheSymbolTable(String machine) throws IOException {
    ObjectFile object = object(machine);
    List<DebugFunction> functions = functions(object);
    List<Symbol> symbols =
        object.symbols().stream().filter(Symbol::isFunction).filter(Symbol::isDefined).toList();
    assertEquals(12, symbols.size());
    for (Symbol symbol : symbols) {
      Optional<DebugFunction> found =
          DebugFunction.at(functions, symbol.place().section(), symbol.end() - 1);
      assertEquals(Optional.of(symbol.name()), found.map(DebugFunction::name));
    }
    assertEquals(symbols.size(), functions.size());
  }

  @Test
  void anObjectWithoutHasNone() throws IOException {
    ObjectFile object = ElfReader.read(FIXTURES.resolve("changed-data/orig.o"));
    assertEquals(ElfConstants.EM_X86_64, object.header().machine());
    assertEquals(Optional.empty(), DebugInfo.of(object));
  }

  private static Symbol function(ObjectFile object, String name) {
    return object.symbols().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }
}
