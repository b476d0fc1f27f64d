/**
 * Reports for reviewers: what a patch replaces, why, and whether that is all, as one page, as JSON
 * and as SARIF.
 *
 * <p>In comes what the stages found out, out go texts. Nothing is found out here, and no text of a
 * patch becomes markup.
 */
package io.klpforge.driver.review;
