package io.klpforge.driver.kbuild;

/**
 * One file of a kernel source tree.
 *
 * @param path relative to the tree, with slashes
 * @param size bytes
 * @param modified microseconds since 1970
 */
public record SourceFile(String path, long size, long modified) {}
