package io.klpforge.emit.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ElfHeader;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.SymbolBinding;
import io.klpforge.diff.elf.SymbolPlace;
import io.klpforge.diff.elf.SymbolType;
import io.klpforge.diff.select.PlannedCallback;
import io.klpforge.emit.inspect.ReplacedObject.ObjectCallback;
import io.klpforge.emit.inspect.ReplacedObject.ReplacedFunction;
import io.klpforge.emit.write.ElfImage;
import io.klpforge.emit.write.ElfWriter;
import io.klpforge.emit.write.ImageRelocation;
import io.klpforge.emit.write.ImageSection;
import io.klpforge.emit.write.ImageSymbol;
import io.klpforge.emit.write.RelocationList;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Modules of s390x, so that byte order counts; pointers there are relocations of type 22. */
class LivepatchModuleTest {
  private static final int ABS64 = 22;
  private static final int TEXT = 0;
  private static final int STRINGS = 1;
  private static final int DATA = 2;
  private static final int THIS_MODULE = 3;
  private static final int KLP_SYMBOL = 4;
  private static final String MODINFO =
      "livepatch=Y\0\0name=fix\0depends=a,b\0vermagic=6.1.0 SMP \0";
  private static final String NAMES = "show\0xfs\0stop\0";

  private static final ReplacedFunction SHOW =
      new ReplacedFunction("show", 2, "new_show", 16, new Place(new SectionId(1), 0));

  private static ImageSection section(
      String name, long flags, byte[] bytes, ImageRelocation... entries) {
    List<RelocationList> tables =
        entries.length == 0 ? List.of() : List.of(RelocationList.ordinary(name, List.of(entries)));
    return section(name, flags, bytes, tables);
  }

  private static ImageSection section(
      String name, long flags, byte[] bytes, List<RelocationList> tables) {
    return new ImageSection(
        name,
        ElfConstants.SHT_PROGBITS,
        flags | ElfConstants.SHF_ALLOC,
        8,
        0,
        bytes.length,
        Bytes.of(bytes, ByteOrder.BIG_ENDIAN),
        OptionalInt.empty(),
        tables);
  }

  private static ImageSymbol symbol(
      String name, SymbolType type, int section, long value, long size) {
    return new ImageSymbol(
        name, type, SymbolBinding.LOCAL, 0, SymbolPlace.in(new SectionId(section)), value, size);
  }

  private static ImageRelocation pointer(long offset, int symbol, long addend) {
    return new ImageRelocation(offset, ABS64, symbol, addend);
  }

  private static LivepatchModule module(ImageSection data, ImageSymbol... more) {
    RelocationList klp =
        new RelocationList(
            ".klp.rela.vmlinux..text.new_show",
            ElfConstants.SHF_ALLOC | ElfConstants.SHF_INFO_LINK | ElfConstants.SHF_RELA_LIVEPATCH,
            List.of(new ImageRelocation(6, 26, KLP_SYMBOL, 2)));
    List<ImageSymbol> symbols =
        new ArrayList<>(
            List.of(
                symbol("new_show", SymbolType.FUNC, 0, 0, 16),
                symbol("", SymbolType.SECTION, 1, 0, 0),
                symbol("", SymbolType.SECTION, 2, 0, 0),
                symbol("__this_module", SymbolType.OBJECT, 3, 0, 8),
                new ImageSymbol(
                    ".klp.sym.vmlinux.printk_x,0",
                    SymbolType.NOTYPE,
                    SymbolBinding.GLOBAL,
                    0,
                    SymbolPlace.LIVEPATCH,
                    0,
                    0)));
    symbols.addAll(List.of(more));
    ElfImage image =
        new ElfImage(
            new ElfHeader(ElfConstants.ET_REL, ElfConstants.EM_S390, 0, 0, ByteOrder.BIG_ENDIAN),
            List.of(
                section(".text.new_show", ElfConstants.SHF_EXECINSTR, new byte[24], List.of(klp)),
                section(".rodata.str", 0, NAMES.getBytes(StandardCharsets.ISO_8859_1)),
                data,
                section(".gnu.linkonce.this_module", 0, new byte[8]),
                section(".modinfo", 0, MODINFO.getBytes(StandardCharsets.ISO_8859_1))),
            symbols);
    return LivepatchModule.of(ElfReader.read(ElfWriter.write(image).toArray()));
  }

  /**
   * klp_patch at 0, two klp_object of 64 bytes at 16, arrays of klp_func (32 bytes) at 144, 208.
   */
  private static ImageSection structures() {
    byte[] bytes = new byte[300];
    ByteBuffer.wrap(bytes).putLong(144 + 16, 2);
    return section(
        ".data",
        ElfConstants.SHF_WRITE,
        bytes,
        pointer(0, THIS_MODULE, 0),
        pointer(8, DATA, 16),
        pointer(16 + 8, DATA, 144),
        pointer(80, STRINGS, 5),
        pointer(80 + 8, DATA, 208),
        pointer(80 + 24, TEXT, 16),
        pointer(144, STRINGS, 0),
        pointer(144 + 8, TEXT, 0));
  }

  private static void hasTheStructures(LivepatchModule module) {
    ObjectCallback callback =
        new ObjectCallback(PlannedCallback.Kind.POST_PATCH, ".text.new_show+0x10");
    assertEquals(
        List.of(
            new ReplacedObject("vmlinux", List.of(SHOW), List.of()),
            new ReplacedObject("xfs", List.of(), List.of(callback))),
        module.objects());
  }

  @Test
  void findsTheKernelsStructuresThroughTheirSymbols() {
    hasTheStructures(
        module(
            structures(),
            symbol("patch", SymbolType.OBJECT, DATA, 0, 16),
            symbol("objs", SymbolType.OBJECT, DATA, 16, 128),
            symbol("funcs", SymbolType.OBJECT, DATA, 144, 64)));
  }

  @Test
  void findsTheKernelsStructuresWithoutSymbols() {
    hasTheStructures(module(structures()));
  }

  @Test
  void readsTheRecordsOfKpatch() {
    byte[] bytes = new byte[56];
    ByteBuffer.wrap(bytes).putLong(32, 2);
    ImageSection records =
        section(
            ".kpatch.funcs",
            0,
            bytes,
            pointer(0, TEXT, 0),
            pointer(40, STRINGS, 0),
            pointer(48, STRINGS, 5));
    assertEquals(
        List.of(new ReplacedObject("xfs", List.of(SHOW), List.of())), module(records).objects());
  }

  @Test
  void readsTheModulesDescription() {
    ModInfo info = module(structures()).modInfo();
    assertEquals("fix", info.name().orElseThrow());
    assertEquals(List.of("a", "b"), info.depends());
    assertEquals("6.1.0 SMP ", info.vermagic().orElseThrow());
  }

  @Test
  void printsAllOfIt() {
    assertEquals(
        """
        module:    fix
        vermagic:  6.1.0 SMP
        depends:   a, b
        livepatch: yes

        patches vmlinux:
          show (number 2) -> new_show, 16 bytes

        patches xfs:
          post_patch callback .text.new_show+0x10

        .klp.rela.vmlinux..text.new_show:
          when vmlinux is loaded; flags 0x100042, link 8 (.symtab), info 1 (.text.new_show)
          0x6 new_show+0x6 R_390_GOTENT vmlinux:printk_x + 2""",
        String.join("\n", LivepatchText.lines(module(structures()))));
  }
}
