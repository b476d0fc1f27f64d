package io.klpforge.driver.run;

import io.klpforge.diff.reproduce.Reproduction;

/**
 * An object of the kernel, compiled here and compared with the running kernel's code.
 *
 * @param baseline in figures
 * @param reproduction in full
 */
public record ReproducedObject(ObjectBaseline baseline, Reproduction reproduction) {}
