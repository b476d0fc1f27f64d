/**
 * Whom a change of a header can concern: not everyone who includes it, only those who use the names
 * that the changed declarations declare, directly or by way of other declarations.
 *
 * <p>In come both texts of a header and the texts of all files that the kernel's sources include;
 * out go names and files. What is not surely understood concerns everybody. Nothing here runs a
 * program; whether the compiler makes other code is found out by compiling.
 */
package io.klpforge.driver.header;
