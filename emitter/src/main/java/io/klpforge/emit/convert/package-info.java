/**
 * Livepatch modules that people wrote by hand.
 *
 * <p>In comes a module as the kernel's build links it, with undefined references and the author's
 * annotations, and what is known of a kernel's symbols; each reference that the module loader
 * cannot follow gets the name that {@link io.klpforge.emit.livepatch.LivepatchConverter} knows, or
 * a finding that lists what it could mean. Nothing is guessed.
 */
package io.klpforge.emit.convert;
