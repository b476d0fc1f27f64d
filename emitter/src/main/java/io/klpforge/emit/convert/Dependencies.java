package io.klpforge.emit.convert;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.emit.livepatch.KlpReference;
import io.klpforge.emit.write.ElfImage;
import io.klpforge.emit.write.ImageSection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The modules that {@code .modinfo} says must be loaded first ({@code depends=}): not those whose
 * symbols became livepatch relocations. What is taken away leaves zeros at the text's end, which
 * the kernel and modprobe skip.
 *
 * <p>Source: {@code next_string()}, kernel/module/main.c, Linux 6.1.
 */
final class Dependencies {
  private static final String TAG = "depends=";

  private Dependencies() {}

  static ElfImage drop(ElfImage image, List<Decision> decisions) {
    Set<String> late =
        decisions.stream()
            .map(decision -> decision.reference().orElseThrow())
            .filter(reference -> !reference.loading().equals(KlpReference.VMLINUX))
            .map(reference -> reference.target().object())
            .collect(Collectors.toSet());
    List<ImageSection> sections = new ArrayList<>();
    for (ImageSection section : image.sections()) {
      sections.add(
          section.name().equals(".modinfo")
              ? section.withData(without(section.data(), late))
              : section);
    }
    return image.withSections(sections);
  }

  private static Bytes without(Bytes data, Set<String> late) {
    byte[] bytes = data.toArray();
    int at = 0;
    while (at < data.length()) {
      String text = data.text(at);
      if (text.startsWith(TAG)) {
        byte[] left = left(text, late).getBytes(StandardCharsets.ISO_8859_1);
        Arrays.fill(bytes, at, at + text.length(), (byte) 0);
        System.arraycopy(left, 0, bytes, at, left.length);
      }
      at += text.length() + 1;
    }
    return Bytes.of(bytes, data.order());
  }

  private static String left(String text, Set<String> late) {
    return TAG
        + Arrays.stream(text.substring(TAG.length()).split(",", -1))
            .filter(name -> !late.contains(name.replace('-', '_')))
            .collect(Collectors.joining(","));
  }
}
