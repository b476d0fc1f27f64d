/** Instructions: where they end and how they read. Nothing here knows relocations or symbols. */
package io.klpforge.diff.insn;
