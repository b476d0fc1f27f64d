package io.klpforge.diff.listing;

import java.util.List;

/**
 * An instruction and what it is compared by.
 *
 * @param line how it reads
 * @param key equal for instructions that may be the same, wherever in the function they lead
 * @param operands what relocations write to it
 */
record Read(CodeLine line, String key, List<Operand> operands) {}
