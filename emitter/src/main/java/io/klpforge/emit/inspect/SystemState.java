package io.klpforge.emit.inspect;

/**
 * A lasting change that livepatches make and hand on ({@code struct klp_state}).
 *
 * @param id chosen by the livepatches' author, never 0
 * @param version unsigned, 32 bits; a later livepatch must know at least the earlier one's
 */
public record SystemState(long id, long version) {}
