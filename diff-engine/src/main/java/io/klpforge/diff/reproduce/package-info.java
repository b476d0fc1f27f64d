/**
 * Is the code we compile without the patch the code that runs?
 *
 * <p>In come an object compiled from unpatched source and the shipped kernel object it is linked
 * into, out goes a {@link io.klpforge.diff.reproduce.Reproduction}: for each function and variable
 * whether the shipped one is the same, what it refers to included, and where it is. What the kernel
 * rewrites when it boots never shows in the shipped file; what its build rewrites is in {@link
 * io.klpforge.diff.reproduce.BuildRewrite}.
 */
package io.klpforge.diff.reproduce;
