package io.klpforge.emit.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NeededSymbolTest {
  @Test
  void tellsWhereEachSymbolLivesOnceOrOften() {
    HandwrittenModule module =
        Handwritten.module()
            .refers(".text", "printk")
            .refers(".data", "both")
            .refers(".text", "only")
            .refers(".text", "nowhere")
            .refers(".text", ".klp.sym.rela.ext4.jbd2.commit,0")
            .made();
    List<String> told =
        NeededSymbol.of(module, new ToyNames(true)).stream()
            .map(
                symbol ->
                    String.format(
                        "%s %d %b %b %b",
                        symbol.name(),
                        symbol.candidates().size(),
                        symbol.export().isPresent(),
                        symbol.isUnique(),
                        symbol.isNowhere()))
            .toList();
    assertEquals(
        List.of(
            "both 2 false false false",
            "commit 1 false true false",
            "nowhere 0 false false true",
            "only 1 false true false",
            "printk 1 true true false"),
        told);
  }
}
