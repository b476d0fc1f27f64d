package io.klpforge.emit.verify;

/**
 * A relocation that was applied.
 *
 * @param offset first byte written, from the start of its section
 * @param width bytes written
 * @param relative whether the value is relative to where it is written
 * @param addend added to the target's address, signed
 * @param target what was meant
 */
record RelocatedSite(long offset, int width, boolean relative, long addend, Target target) {}
