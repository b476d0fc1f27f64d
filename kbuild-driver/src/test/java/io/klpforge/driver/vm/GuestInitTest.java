package io.klpforge.driver.vm;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class GuestInitTest {

  @Test
  void quotesCommandsAndStopsAfterARequiredOne() {
    Scenario scenario =
        new Scenario(
            "one",
            List.of(),
            List.of(
                GuestStep.required("load", "insmod 'x y.ko'"),
                GuestStep.optional("look", "cat $HOME")));
    String script = GuestInit.script("ttyS1", List.of(scenario));
    assertTrue(script.contains("  step one/load 'insmod '\\''x y.ko'\\''' || return\n"), script);
    assertTrue(script.contains("  step one/look 'cat $HOME'\n"), script);
    assertTrue(script.contains("exec 3>/dev/ttyS1\n"), script);
    assertFalse(script.contains("@STEPS@") || script.contains("@PORT@"), script);
  }
}
