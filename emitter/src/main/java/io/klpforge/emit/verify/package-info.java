/**
 * The kernel's module loader, simulated: what would become of a livepatch module in a kernel.
 *
 * <p>In comes a module's bytes and a {@link io.klpforge.emit.verify.RunningKernel}; out comes what
 * each step of the loader would say, in the loader's order. Nothing here reads files, and nothing
 * is loaded anywhere. What is not known of a kernel is not checked, and said so; a module is never
 * found wrong for it.
 */
package io.klpforge.emit.verify;
