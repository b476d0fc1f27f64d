package io.klpforge.diff.select;

/**
 * A relocation of a {@link PlannedSection}.
 *
 * @param offset first byte to be written, from the start of the section
 * @param type number of the machine's psABI
 * @param symbol index into {@link PatchPlan#symbols()}
 * @param addend bytes added, signed
 */
public record PlannedRelocation(long offset, int type, int symbol, long addend) {}
