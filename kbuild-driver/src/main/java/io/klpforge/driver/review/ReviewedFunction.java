package io.klpforge.driver.review;

import io.klpforge.diff.explain.Explanation;
import java.util.Optional;

/**
 * A function that the patch changes or brings.
 *
 * @param object it is in, as a path in the build tree
 * @param name without the patch, if it was there
 * @param isNew whether it comes with the patch
 * @param reason in what it changed, in words; empty for a new one
 * @param explanation why, where that was found out
 */
record ReviewedFunction(
    String object, String name, boolean isNew, String reason, Optional<Explanation> explanation) {}
