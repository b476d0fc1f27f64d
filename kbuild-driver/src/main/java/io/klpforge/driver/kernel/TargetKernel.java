package io.klpforge.driver.kernel;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Everything about the kernel that will load the livepatch.
 *
 * @param release as {@code uname -r} prints it
 * @param config the {@code .config} it was built with
 * @param systemMap all its symbols, as {@code nm} prints them
 * @param vmlinux with symbol table
 * @param symvers {@code Module.symvers}: exported symbols with their CRCs
 * @param modules directory of the shipped modules, with {@code modules.order}
 * @param debugModules directory of the same modules with DWARF, where they are kept apart
 * @param source the source tree, or a {@code linux-source-*.tar.xz}
 * @param vmlinuz what a boot loader loads
 */
public record TargetKernel(
    String release,
    Path config,
    Path systemMap,
    Path vmlinux,
    Path symvers,
    Path modules,
    Optional<Path> debugModules,
    Path source,
    Optional<Path> vmlinuz) {}
