package io.klpforge.driver.manifest;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.driver.cache.Sha256;
import io.klpforge.driver.report.Json;
import io.klpforge.driver.report.JsonValue;
import io.klpforge.emit.inspect.LivepatchModule;
import io.klpforge.emit.inspect.ReplacedObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The modules that one build made together, one for each kernel object patched. Each carries the
 * whole list, so none can name its siblings' files by a checksum: it names their build ids, which
 * are made of everything in them but their manifests.
 *
 * @param name of the build
 * @param members vmlinux's first, then by name
 */
public record ModuleSet(String name, List<Member> members) {

  /**
   * One of them.
   *
   * @param module its name as lsmod shows it
   * @param object what it patches
   * @param buildId its own
   */
  public record Member(String module, String object, String buildId) {
    private String text() {
      return module + " for " + object + ", build id " + buildId;
    }

    private static Member of(ModuleContents module) {
      LivepatchModule livepatch = module.livepatch();
      String objects =
          livepatch.objects().stream().map(ReplacedObject::name).collect(Collectors.joining(" "));
      return new Member(livepatch.modInfo().name().orElse(""), objects, module.buildId());
    }

    private static Member of(JsonValue json) {
      return new Member(json.text("module"), json.text("object"), json.text("buildId"));
    }
  }

  /** Copies the list. */
  public ModuleSet {
    members = List.copyOf(members);
  }

  /**
   * {@return the set of finished modules, each of which patches one object}
   *
   * @param name of the build
   */
  public static ModuleSet of(String name, List<Bytes> modules) {
    return new ModuleSet(
        name,
        modules.stream()
            .map(module -> Member.of(ModuleContents.of(ElfReader.read(module.toArray()))))
            .toList());
  }

  /** {@return what {@link #write} wrote} */
  static ModuleSet of(JsonValue json) {
    return new ModuleSet(
        json.text("name"), json.elements("members").stream().map(Member::of).toList());
  }

  /** {@return what tells this set from any other}: made of its members, and nothing else */
  String id() {
    String all = members.stream().map(Member::text).collect(Collectors.joining("\n"));
    return Sha256.of(all.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes it as the members of {@code split}. */
  public void write(Json json) throws IOException {
    json.text("name", name);
    json.text("id", id());
    json.objects("members", members, ModuleSet::member);
  }

  private static void member(Json json, Member member) throws IOException {
    json.text("module", member.module());
    json.text("object", member.object());
    json.text("buildId", member.buildId());
  }

  /** {@return whether a module is one of them} */
  boolean has(ModuleContents module) {
    String name = module.livepatch().modInfo().name().orElse("");
    return members.stream()
        .anyMatch(one -> one.module().equals(name) && one.buildId().equals(module.buildId()));
  }

  /** {@return it for people} */
  List<String> lines() {
    return members.stream().map(Member::text).toList();
  }
}
