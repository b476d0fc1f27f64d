/**
 * Two build trees compared, object by object.
 *
 * <p>In come two directories, out goes a {@link io.klpforge.driver.tree.TreeReport}: one outcome
 * for each object of either, in the order of their paths. Nothing is planned or written here, and
 * no object is kept once it has been compared.
 */
package io.klpforge.driver.tree;
