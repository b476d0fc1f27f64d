/**
 * Makes a livepatch module out of patch plans, with the kernel's own build in the middle.
 *
 * <p>In come {@link io.klpforge.diff.select.PatchPlan}s, out go the files of an external module:
 * one object a plan, a C file and a Kbuild file. Once Kbuild has linked them, {@link
 * io.klpforge.emit.livepatch.LivepatchConverter} turns the result into what the kernel's livepatch
 * code reads. Nothing here runs a program or writes a file.
 */
package io.klpforge.emit.livepatch;
