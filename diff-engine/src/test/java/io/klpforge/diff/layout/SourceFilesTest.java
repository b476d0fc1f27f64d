package io.klpforge.diff.layout;

import static io.klpforge.diff.built.ObjectBuilder.anObject;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.layout.SourceFiles.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SourceFilesTest {
  private static SourceFile fileOf(ObjectFile object, String name) {
    Symbol symbol =
        object.symbols().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    return SourceFiles.of(object).of(symbol);
  }

  @Test
  void aStaticIsOfTheFileBeforeIt() {
    ObjectFile object =
        anObject()
            .statics()
            .function("early", "c3")
            .file("core.c")
            .function("f", "c3")
            .file("b.c")
            .function("g", "c3")
            .file("core.c")
            .function("h", "c3")
            .read();
    assertEquals(SourceFiles.NONE, fileOf(object, "early"));
    assertEquals(new SourceFile("core.c", 0), fileOf(object, "f"));
    assertEquals(new SourceFile("b.c", 0), fileOf(object, "g"));
    assertEquals(new SourceFile("core.c", 1), fileOf(object, "h"));
    assertEquals(3, SourceFiles.of(object).all().size());
  }

  @Test
  void anObjectNeedNotTell() {
    assertEquals(List.of(), SourceFiles.of(anObject().function("f", "c3").read()).all());
  }
}
