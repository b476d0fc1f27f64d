package io.klpforge.driver.kbuild;

import java.nio.file.Path;
import java.util.Optional;

/**
 * An object compiled without and with the patch.
 *
 * @param object its path in the build, such as {@code fs/proc/cmdline.o}
 * @param owner what it is linked into: {@code vmlinux}, or a module's name as the kernel shows it
 *     ({@code nf_tables}, with underscores); an object linked into two modules makes two pairs
 * @param orig the object without the patch; empty if the patch brings its source
 * @param patched the object with the patch
 */
public record ObjectPair(String object, String owner, Optional<Path> orig, Path patched) {}
