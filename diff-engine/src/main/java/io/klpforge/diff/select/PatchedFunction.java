package io.klpforge.diff.select;

/**
 * A function of the running kernel and what replaces it.
 *
 * @param oldName its name in the kernel's symbol table
 * @param position as {@link PlannedSymbol.Unexported#position}; {@code klp_func.old_sympos}
 * @param replacement index into {@link PatchPlan#symbols()}, of a {@link PlannedSymbol.Defined}
 */
public record PatchedFunction(String oldName, long position, int replacement) {}
