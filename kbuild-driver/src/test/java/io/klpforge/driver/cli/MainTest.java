package io.klpforge.driver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path directory;

  @Test
  void printsItsVersionOnStdout() {
    assertEquals(0, run("--version"));
    assertTrue(out.toString().startsWith("klpforge "), out.toString());
    assertEquals("", err.toString());
  }

  @Test
  void wantsACommand() {
    assertEquals(2, run());
    assertTrue(err.toString().startsWith("klpforge: which command?"), err.toString());
  }

  @Test
  void saysWhichOptionIsUnknownWithoutAStack() {
    assertEquals(2, run("try", "x.ko", "--kernel", "y", "--nope"));
    assertTrue(err.toString().contains("Unknown option: '--nope'"), err.toString());
    assertTrue(err.toString().contains("Usage: klpforge try"), err.toString());
  }

  @Test
  void expectNeedsAfter() {
    assertEquals(2, run("try", "x.ko", "--kernel", "y", "--expect", "text"));
    assertTrue(err.toString().contains("--expect needs --after"), err.toString());
  }

  @Test
  void saysThatTheKernelIsNotThere() {
    Path kernel = directory.resolve("vmlinuz");
    assertEquals(4, run("try", "x.ko", "--kernel", kernel.toString()));
    assertEquals("klpforge: " + kernel + ": there is no such file\n", err.toString());
  }

  @Test
  void saysThatAFileIsNoKernel() throws IOException {
    Path kernel = Files.writeString(directory.resolve("vmlinuz"), "text");
    assertEquals(4, run("try", "x.ko", "--kernel", kernel.toString()));
    assertTrue(err.toString().contains(": not a bootable x86_64 kernel image"), err.toString());
  }

  @Test
  void doctorNamesThePackagesOfAKernelThatIsNotThere() {
    assertEquals(
        4, run("doctor", "--kernel", "6.1.0-9-cloud-amd64", "--root", directory.toString()));
    assertTrue(out.toString().contains(" linux-headers-6.1.0-9-cloud-amd64"), out.toString());
    assertTrue(out.toString().contains(" linux-source-6.1"), out.toString());
    assertTrue(out.toString().contains("sudo apt-get install "), out.toString());
  }

  private int run(String... args) {
    return Main.execute(new PrintWriter(out), new PrintWriter(err), args);
  }

  @Test
  void anErrorOfTheMachineIsOurBugAndNoRefusal() {
    Runnable broken =
        new Runnable() {
          @Override
          public void run() {
            throw new NoClassDefFoundError("gone");
          }
        };
    CommandLine.Model.CommandSpec spec =
        CommandLine.Model.CommandSpec.wrapWithoutInspection(broken);
    StringWriter err = new StringWriter();
    CommandLine program = new CommandLine(spec).setErr(new PrintWriter(err));
    assertEquals(70, Main.guarded(program));
    assertTrue(err.toString().contains("internal error"), err.toString());
  }
}
