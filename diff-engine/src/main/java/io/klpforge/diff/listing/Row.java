package io.klpforge.diff.listing;

import java.util.Optional;

/**
 * What stands side by side: an instruction of one version, of the other, or one of each.
 *
 * @param left of the version without the patch; empty where only the other has it
 * @param right of the version with the patch; empty where only the other has it
 * @param same whether both are there and do the same: other registers are a difference, another
 *     place in the function is none
 */
public record Row(Optional<CodeLine> left, Optional<CodeLine> right, boolean same) {}
