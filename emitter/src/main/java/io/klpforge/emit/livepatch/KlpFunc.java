package io.klpforge.emit.livepatch;

/**
 * What goes into a {@code struct klp_func}.
 *
 * @param oldName name of the patched function in the kernel's symbol table
 * @param replacement alias of what replaces it
 * @param position {@code old_sympos}
 */
record KlpFunc(String oldName, String replacement, long position) {}
