package io.klpforge.driver.patch;

/**
 * A patch of a series, with a name for people.
 *
 * @param title the mail's subject without its brackets; else the file's name
 * @param patch what it does
 */
public record NamedPatch(String title, PatchFile patch) {}
