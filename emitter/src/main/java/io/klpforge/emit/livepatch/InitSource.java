package io.klpforge.emit.livepatch;

import io.klpforge.diff.select.PatchPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * The C file that hands the livepatch to the kernel, so that the compiler lays out the kernel's
 * structures and not we.
 *
 * <p>Source: include/linux/livepatch.h, Linux 5.4 on.
 */
final class InitSource {
  private static final String TEMPLATE = "init.c.template";

  private InitSource() {}

  /**
   * {@return the text of the C file}
   *
   * @param plans of all objects; each one's place is the index given to {@link ObjectEmitter}
   * @param moduleName for people, in the module's description
   * @param replace whether loading it takes all earlier livepatches away
   * @param style how the target's headers want namespaces
   */
  static String text(List<PatchPlan> plans, String moduleName, boolean replace, ImportStyle style) {
    List<KlpObject> objects = KlpObject.of(plans);
    List<String> declarations = new ArrayList<>();
    List<String> functions = new ArrayList<>();
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < objects.size(); i++) {
      declare(objects.get(i), declarations);
      functions.add(functions(objects.get(i), i));
      entries.add(entry(objects.get(i), i));
    }
    return template()
        .replace("@declarations@", String.join("\n", declarations))
        .replace("@functions@", String.join("\n", functions))
        .replace("@objects@", String.join("\n", entries))
        .replace("@replace@", String.valueOf(replace))
        .replace("@imports@", imports(plans, style))
        .replace("@name@", escape(moduleName));
  }

  private static void declare(KlpObject object, List<String> lines) {
    for (KlpFunc func : object.funcs()) {
      lines.add("extern void " + func.replacement() + "(void);");
    }
    for (KlpCallback callback : object.callbacks()) {
      lines.add(
          "extern " + callback.returnType() + " " + callback.function() + "(struct klp_object *);");
    }
  }

  private static String functions(KlpObject object, int number) {
    StringBuilder text = new StringBuilder();
    text.append("static struct klp_func klpforge_funcs_").append(number).append("[] = {\n");
    for (KlpFunc func : object.funcs()) {
      text.append("\t{\n\t\t.old_name = \"").append(escape(func.oldName())).append("\",\n");
      text.append("\t\t.new_func = ").append(func.replacement()).append(",\n");
      text.append("\t\t.old_sympos = ").append(func.position()).append(",\n\t},\n");
    }
    return text.append("\t{ }\n};\n").toString();
  }

  private static String entry(KlpObject object, int number) {
    StringBuilder text = new StringBuilder("\t{\n");
    if (!object.isVmlinux()) {
      text.append("\t\t.name = \"").append(escape(object.name())).append("\",\n");
    }
    text.append("\t\t.funcs = klpforge_funcs_").append(number).append(",\n");
    for (KlpCallback callback : object.callbacks()) {
      text.append("\t\t.callbacks.").append(callback.member());
      text.append(" = ").append(callback.function()).append(",\n");
    }
    return text.append("\t},").toString();
  }

  private static String imports(List<PatchPlan> plans, ImportStyle style) {
    TreeSet<String> namespaces = new TreeSet<>();
    plans.forEach(plan -> namespaces.addAll(plan.namespaces()));
    return String.join("", namespaces.stream().map(name -> style.line(name) + "\n").toList());
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static String template() {
    try (InputStream in = InitSource.class.getResourceAsStream(TEMPLATE)) {
      byte[] bytes = Objects.requireNonNull(in, TEMPLATE).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
