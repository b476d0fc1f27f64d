package io.klpforge.emit.convert;

import io.klpforge.emit.livepatch.KlpReference;
import java.util.Optional;

/**
 * What becomes of an undefined symbol.
 *
 * @param symbol its place in the image
 * @param reference what it stands for; empty if the module loader finds it
 * @param why it is so, for people
 */
public record Decision(int symbol, Optional<KlpReference> reference, String why) {}
