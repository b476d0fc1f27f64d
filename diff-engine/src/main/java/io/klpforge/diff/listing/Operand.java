package io.klpforge.diff.listing;

import io.klpforge.diff.layout.Site;

/**
 * What a relocation makes of an instruction's operand.
 *
 * @param site the relocation
 * @param text how it reads, such as {@code kfree} or {@code "out of memory"}
 * @param key equal to another version's if both may be the same: names of twins are one
 */
record Operand(Site site, String text, String key) {}
