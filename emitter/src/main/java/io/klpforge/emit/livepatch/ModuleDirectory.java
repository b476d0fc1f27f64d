package io.klpforge.emit.livepatch;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.select.KernelFeature;
import io.klpforge.diff.select.PatchPlan;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** All files of the external module that Kbuild is to link ({@code make M=}). */
public final class ModuleDirectory {
  private static final String INIT = "klpforge_init";
  private static final String OBJECT = "klpforge_object_";

  private ModuleDirectory() {}

  /**
   * {@return the files' contents by name, in an empty directory all that Kbuild needs}
   *
   * @param plans of all objects, at least one
   * @param moduleName file name of the module without {@code .ko}
   * @param replace whether loading it takes all earlier livepatches away
   * @param style how the target's headers want namespaces
   * @param features what the target's livepatch code does otherwise than that of Linux 5.8
   */
  public static SortedMap<String, Bytes> files(
      List<PatchPlan> plans,
      String moduleName,
      boolean replace,
      ImportStyle style,
      Set<KernelFeature> features) {
    SortedMap<String, Bytes> files = new TreeMap<>();
    List<String> parts = new ArrayList<>(List.of(INIT));
    for (int i = 0; i < plans.size(); i++) {
      String part = OBJECT + i;
      parts.add(part);
      files.put(part + ".o_shipped", ObjectEmitter.emit(plans.get(i), i, features));
      files.put(commandFile(part), Bytes.EMPTY);
    }
    files.put(INIT + ".c", text(InitSource.text(plans, moduleName, replace, style)));
    files.put("Kbuild", text(KbuildFile.text(moduleName, parts)));
    return files;
  }

  /**
   * {@return the file that modpost looks for beside each object, and that copying one does not
   * make}
   *
   * <p>Source: {@code extract_crcs_for_object()}, scripts/mod/modpost.c, Linux 6.1; before that
   * {@code parse_source_files()}, scripts/mod/sumversion.c. An empty one will do.
   */
  private static String commandFile(String part) {
    return "." + part + ".o.cmd";
  }

  private static Bytes text(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8), ByteOrder.nativeOrder());
  }
}
