package io.klpforge.emit.convert;

import io.klpforge.diff.select.Export;
import io.klpforge.diff.select.ExportTable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A kernel of a few names: {@code only}, a TOC and, 1,200 times, {@code many} in vmlinux, {@code
 * commit} and the exported {@code jbd2_fn} in the module {@code jbd2}, which {@code ext4} needs.
 */
record ToyNames(boolean keepsVmlinuxApart) implements KernelNames {
  private static final ExportTable EXPORTS =
      ExportTable.parse(
          List.of(
              "0x1\tprintk\tvmlinux\tEXPORT_SYMBOL\t", "0x2\tjbd2_fn\tfs/jbd2\tEXPORT_SYMBOL\t"));

  @Override
  public List<Candidate> candidates(String name) {
    return switch (name) {
      case "only", "printk", ".TOC." -> List.of(candidate("vmlinux", name, 0));
      case "commit", "jbd2_fn" -> List.of(candidate("jbd2", name, 0));
      case "both" ->
          Stream.of("vmlinux", "jbd2").map(object -> candidate(object, name, 0)).toList();
      case "many" ->
          LongStream.rangeClosed(1, 1200).mapToObj(i -> candidate("vmlinux", name, i)).toList();
      default -> List.of();
    };
  }

  private static Candidate candidate(String object, String name, long position) {
    return new Candidate(
        object, name, position, "core.c", OptionalLong.of(0x1000 + position), "func");
  }

  @Override
  public Optional<Export> export(String name) {
    return EXPORTS.find(name);
  }

  @Override
  public List<String> dependencies(String module) {
    return module.equals("ext4") ? List.of("jbd2") : List.of();
  }
}
