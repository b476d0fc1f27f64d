/**
 * Debugging information: what the compiler tells of functions and types.
 *
 * <p>In comes an {@link io.klpforge.diff.elf.ObjectFile}, relocatable or linked, out goes a {@link
 * io.klpforge.diff.dwarf.DebugInfo}, whose entries are read one behind the other and never kept: a
 * kernel has hundreds of megabytes of them. DWARF 4 and 5 as gcc and clang write them for kernels;
 * what is damaged or of another kind is a {@link io.klpforge.diff.elf.MalformedElfException}.
 */
package io.klpforge.diff.dwarf;
