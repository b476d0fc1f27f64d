package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.reproduce.PieceMatch;
import io.klpforge.diff.reproduce.Reproducer;
import io.klpforge.diff.reproduce.Reproduction;
import io.klpforge.diff.reproduce.ShippedImage;
import io.klpforge.driver.cache.Disk;
import io.klpforge.driver.fixture.PatchFixture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects of the shipped kernel, compiled here, are its code; wrong ones are found out. */
@Tag("kernel")
class ReproduceKernelTest {
  private static final List<String> OBJECTS =
      List.of(
          "arch/x86/kernel/process.o",
          "drivers/base/cpu.o",
          "fs/binfmt_misc.o",
          "fs/proc/cmdline.o",
          "net/ipv4/tcp_input.o");

  /** Every how many-th relocation and byte is damaged. */
  private static final int STEP = 97;

  @TempDir private Path directory;

  private StockKernel kernel;

  @BeforeEach
  void locate() {
    kernel = StockKernel.require();
  }

  private Klpforge reproduce(List<String> objects) {
    List<String> arguments =
        new ArrayList<>(
            List.of("reproduce", "--kernel", kernel.release(), "--root", kernel.root().toString()));
    arguments.addAll(objects);
    return Klpforge.run(arguments);
  }

  @Test
  void everyFunctionIsTheShippedOne() {
    Klpforge run = reproduce(OBJECTS).exits(0);
    List<String> lines = run.out().lines().toList();
    assertEquals(OBJECTS.size(), lines.size(), run::toString);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      assertTrue(line.startsWith(OBJECTS.get(i) + ": "), run::toString);
      assertTrue(line.matches(".*: ([1-9][0-9]*) of \\1 functions identical.*"), run::toString);
    }
    assertTrue(lines.get(1).endsWith(" overridden by another object's"), run::toString);
  }

  @Test
  void whatIsNotInTheKernelIsNamed() {
    reproduce(List.of("fs/nowhere.o")).failsSaying("fs/nowhere.o: not an object of this kernel");
  }

  /** Objects that each have a static function of one name; the kernel has a dozen of it. */
  private static final List<String> TYPE_SHOW =
      List.of(
          "arch/x86/kernel/ksysfs.o",
          "drivers/base/cacheinfo.o",
          "drivers/firmware/memmap.o",
          "drivers/input/serio/serio.o");

  /** Of the dozen, each object's is the one next to its other functions. */
  @Test
  void everyTypeShowIsItsOwnObjects() throws IOException {
    reproduce(TYPE_SHOW).exits(0);
    ObjectFile vmlinux = ElfReader.read(kernel.vmlinux());
    ShippedImage image = ShippedImage.ofVmlinux(vmlinux);
    List<Long> all =
        vmlinux.symbols().stream()
            .filter(symbol -> symbol.name().equals("type_show"))
            .map(Symbol::value)
            .toList();
    assertTrue(all.size() > TYPE_SHOW.size(), all::toString);
    for (String object : TYPE_SHOW) {
      ObjectLayout layout = ObjectLayout.of(ElfReader.read(original(object)));
      Reproduction compared = Reproducer.reproduce(layout, image);
      long neighbour = firstGlobalOrOnly(compared, vmlinux);
      long nearest =
          all.stream()
              .min(Comparator.comparingLong(address -> Math.abs(address - neighbour)))
              .orElseThrow();
      assertEquals(nearest, address(compared, "type_show"), object);
    }
  }

  /** The address of a function in .text whose name only one symbol of the kernel has. */
  private static long firstGlobalOrOnly(Reproduction compared, ObjectFile vmlinux) {
    return compared.functions().stream()
        .filter(match -> compared.orig().section(match.piece()).name().startsWith(".text."))
        .map(match -> match.piece().name())
        .filter(name -> vmlinux.symbols().stream().filter(s -> s.name().equals(name)).count() == 1)
        .mapToLong(name -> address(compared, name))
        .findFirst()
        .orElseThrow();
  }

  private static long address(Reproduction compared, String function) {
    Symbol own =
        compared.functions().stream()
            .map(match -> match.piece().symbol().orElseThrow())
            .filter(symbol -> symbol.name().equals(function))
            .findFirst()
            .orElseThrow();
    return compared.shipped(own).orElseThrow().value();
  }

  /** The kernel's own source and compiler, but -Os. */
  @Test
  void otherFlagsAreTheLikelyCause() throws IOException {
    String config = Files.readString(kernel.config());
    String speed = "CONFIG_CC_OPTIMIZE_FOR_PERFORMANCE=y";
    String size = "# CONFIG_CC_OPTIMIZE_FOR_SIZE is not set";
    assertTrue(config.contains(speed) && config.contains(size), "no such options");
    Path other = directory.resolve("config");
    Files.writeString(
        other,
        config
            .replace(speed, "# CONFIG_CC_OPTIMIZE_FOR_PERFORMANCE is not set")
            .replace(size, "CONFIG_CC_OPTIMIZE_FOR_SIZE=y"));
    Klpforge result =
        reproduce(List.of("--config", other.toString(), "fs/proc/cmdline.o")).exits(1);
    assertTrue(
        result.out().contains("likely cause: other compiler flags: -Os here, -O2 there"),
        result::toString);
  }

  /** Damages an object at many places, one at a time; whatever code or data says must show. */
  @Test
  void everyDamageIsFound() throws IOException {
    String object = "arch/x86/kernel/process.o";
    reproduce(List.of(object)).exits(0);
    byte[] file = Files.readAllBytes(original(object));
    ShippedImage image = ShippedImage.ofVmlinux(ElfReader.read(kernel.vmlinux()));
    ObjectFile sound = ElfReader.read(file);
    assertTrue(isReproduced(file, image), "undamaged");
    List<String> unseen = new ArrayList<>();
    int damages = 0;
    for (int[] place : places(sound, file)) {
      byte[] damaged = file.clone();
      damaged[place[1]] ^= 0x10;
      damages++;
      if (isReproduced(damaged, image)) {
        unseen.add(sound.sections().get(place[0]).name() + " at byte " + place[1]);
      }
    }
    assertTrue(damages > 50, () -> "too few places");
    assertEquals(List.of(), unseen, damages + " damages");
  }

  /** Section and file offset: low addend bytes of relocations, and bytes between relocations. */
  private static List<int[]> places(ObjectFile object, byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int headers = (int) bytes.getLong(40);
    List<int[]> places = new ArrayList<>();
    for (Section section : object.sections()) {
      int start = (int) bytes.getLong(headers + 64 * section.id().index() + 24);
      String name = section.name();
      if (name.startsWith(".rela.text.")) {
        for (int i = 0; i < section.size() / 24; i += 5) {
          boolean applied = bytes.getInt(start + 24 * i + 8) != 0;
          if (applied) {
            places.add(new int[] {section.id().index(), start + 24 * i + 16});
          }
        }
      } else if (!section.isStrings()
          && (name.startsWith(".text.") || name.startsWith(".rodata."))) {
        for (int i = 0; i < section.size(); i += STEP) {
          if (isFree(object, section, i)) {
            places.add(new int[] {section.id().index(), start + i});
          }
        }
      }
    }
    return places;
  }

  private static boolean isFree(ObjectFile object, Section section, int offset) {
    return object.relocations(section.id()).stream()
        .noneMatch(r -> offset >= r.offset() && offset < r.offset() + 8);
  }

  private static boolean isReproduced(byte[] file, ShippedImage image) {
    try {
      Reproduction compared = Reproducer.reproduce(ObjectLayout.of(ElfReader.read(file)), image);
      return compared.differing().isEmpty()
          && compared.variables().stream().noneMatch(PieceMatch::differs);
    } catch (MalformedElfException e) {
      return false;
    }
  }

  private static Path original(String object) throws IOException {
    try (Stream<Path> stores = Files.list(StockKernel.cache().root())) {
      return stores
          .filter(path -> path.getFileName().toString().startsWith("orig-"))
          .map(path -> path.resolve(object))
          .filter(Files::exists)
          .findFirst()
          .orElseThrow();
    }
  }

  /** A kernel in which /proc/cmdline's function calls something else than its source says. */
  @Test
  void noLivepatchForOtherCode() throws IOException {
    Path vmlinux = directory.resolve("vmlinux");
    Files.copy(kernel.vmlinux(), vmlinux, StandardCopyOption.REPLACE_EXISTING);
    swapCallee(vmlinux);
    Path patch = PatchFixture.named("proc-cmdline").patch();
    Path output = Disk.directory(directory.resolve("output"));
    Klpforge.run(kernel.build("-o", output, "--vmlinux", vmlinux, patch))
        .exits(1)
        .says(
            "fs/proc/cmdline.o: cmdline_proc_show+0x",
            "compiled without the patch it is not the running kernel's code: calls seq_",
            "compiled here",
            "running kernel",
            "likely cause",
            "[baseline-mismatch]");
    assertEquals(List.of(), Disk.entries(output));
    Klpforge.run(kernel.build("-o", output, "--vmlinux", vmlinux, "--trust-baseline", patch))
        .exits(0)
        .says("warning: compiled without the patch it is not the running kernel's code");
  }

  /** Moves the target of the function's last call by 16 bytes. */
  private static void swapCallee(Path vmlinux) throws IOException {
    ObjectFile file = ElfReader.read(vmlinux);
    Symbol function =
        file.symbols().stream()
            .filter(symbol -> symbol.name().equals("cmdline_proc_show"))
            .findFirst()
            .orElseThrow();
    Section section = file.section(function.place().section());
    try (FileChannel channel =
        FileChannel.open(vmlinux, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer bytes = channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size());
      bytes.order(ByteOrder.LITTLE_ENDIAN);
      int headers = (int) bytes.getLong(40);
      int start = (int) bytes.getLong(headers + 64 * section.id().index() + 24);
      int code = start + (int) (function.value() - section.address());
      for (int at = code + (int) function.size() - 5; at > code + 5; at--) {
        if ((bytes.get(at) & 0xff) == 0xe8) {
          bytes.putInt(at + 1, bytes.getInt(at + 1) + 16);
          return;
        }
      }
    }
    throw new AssertionError("the function calls nothing");
  }
}
