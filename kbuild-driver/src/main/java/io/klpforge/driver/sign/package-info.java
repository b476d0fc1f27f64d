/**
 * Signs modules, and knows beforehand whether it can.
 *
 * <p>In: a module, and where key and certificate are. Out: the same bytes with a signature behind
 * them. A private key's content is read to see whether it fits the certificate, and goes nowhere.
 */
package io.klpforge.driver.sign;
