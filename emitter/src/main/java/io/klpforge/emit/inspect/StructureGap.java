package io.klpforge.emit.inspect;

/**
 * A member that the kernel's livepatch structures must have and that is not set.
 *
 * @param structure what it is a member of, such as {@code function show}
 * @param member its name
 */
public record StructureGap(String structure, String member) {}
