package io.klpforge.emit.convert;

/**
 * What the author says of a name: {@code KLP_MODULE_RELOC(object) ... KLP_SYMPOS(symbol,
 * position)}.
 *
 * @param symbol place of the undefined symbol in the image
 * @param name of that
 * @param object that has the symbol meant
 * @param position among the object's symbols of that name, from 1 on; 0 if it is the only one
 */
record Annotation(int symbol, String name, String object, long position) {}
