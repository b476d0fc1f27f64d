package io.klpforge.driver.kbuild;

import java.nio.file.Path;

/**
 * A kernel's source, on disk and unchanged by us.
 *
 * @param directory the tree
 * @param identity equal for equal sources: a digest over its files' names, sizes and times, or over
 *     those of the tarball it came from
 */
public record SourceTree(Path directory, String identity) {}
