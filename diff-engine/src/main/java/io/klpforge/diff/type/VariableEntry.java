package io.klpforge.diff.type;

/**
 * A variable outside functions.
 *
 * @param name its name
 * @param type where its type's entry is
 */
record VariableEntry(String name, long type) {}
