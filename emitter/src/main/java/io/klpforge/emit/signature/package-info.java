/**
 * The signature behind a module's bytes: read, named, and checked against a certificate.
 *
 * <p>In: a module's file, and certificates. Out: who signed what, and whether it holds. Nothing is
 * signed here, and no private key comes here.
 *
 * <p>Source: scripts/sign-file.c, crypto/asymmetric_keys/pkcs7.asn1, include/linux/
 * module_signature.h, Linux 6.1; RFC 5652.
 */
package io.klpforge.emit.signature;
