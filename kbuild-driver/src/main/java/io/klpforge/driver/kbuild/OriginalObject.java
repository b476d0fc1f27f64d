package io.klpforge.driver.kbuild;

import java.nio.file.Path;

/**
 * An object compiled from unpatched source.
 *
 * @param object its path in the build, such as {@code fs/proc/cmdline.o}
 * @param owner what it is linked into: {@code vmlinux}, or a module's name with underscores
 * @param file where it lies
 */
public record OriginalObject(String object, String owner, Path file) {}
