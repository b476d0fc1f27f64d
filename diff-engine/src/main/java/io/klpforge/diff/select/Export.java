package io.klpforge.diff.select;

/**
 * A symbol that modules may refer to.
 *
 * @param name its name
 * @param owner {@code vmlinux}, or a module's name with underscores
 * @param gplOnly whether only GPL-compatible modules may
 * @param namespace the namespace they must import; empty if none
 * @param version checksum of its type, 32 bits, compared when a module is loaded; 0 in a kernel
 *     without {@code CONFIG_MODVERSIONS}
 */
public record Export(String name, String owner, boolean gplOnly, String namespace, long version) {}
