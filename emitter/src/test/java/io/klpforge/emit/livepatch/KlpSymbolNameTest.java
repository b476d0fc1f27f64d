package io.klpforge.emit.livepatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class KlpSymbolNameTest {
  @Test
  void readsWhatItWrites() {
    KlpSymbolName name = new KlpSymbolName("jbd2", "commit.part.0", 12);
    assertEquals(".klp.sym.jbd2.commit.part.0,12", name.symbol());
    assertEquals(Optional.of(name), KlpSymbolName.parse(name.symbol()));
    KlpReference reference = new KlpReference("ext4", name);
    assertEquals(".klp.sym.rela.ext4.jbd2.commit.part.0,12", reference.symbol());
    assertEquals(Optional.of(reference), KlpReference.parse(reference.symbol()));
  }

  @Test
  void readsNothingElse() {
    for (String text :
        new String[] {".klp.sym.vmlinux", ".klp.sym.vmlinux.a", ".klp.sym.a.b,x", "klp", ""}) {
      assertEquals(Optional.empty(), KlpSymbolName.parse(text), text);
      assertEquals(Optional.empty(), KlpReference.parse(text), text);
    }
  }
}
