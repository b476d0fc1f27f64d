package io.klpforge.diff.type;

import io.klpforge.diff.dwarf.SourceLine;

/**
 * A type and where its source is.
 *
 * @param layout how it lies in memory
 * @param declared where it is defined
 */
public record TypeDefinition(TypeLayout layout, SourceLine declared) {}
