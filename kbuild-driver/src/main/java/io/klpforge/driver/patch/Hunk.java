package io.klpforge.driver.patch;

/**
 * A hunk of a unified diff.
 *
 * @param patchLine the line of the patch file its header is on, from 1
 * @param oldStart the line of the file it is meant for, from 1; 0 for a new file
 * @param lines how many lines of the patch file it has, its header included
 */
record Hunk(int patchLine, int oldStart, int lines) {}
