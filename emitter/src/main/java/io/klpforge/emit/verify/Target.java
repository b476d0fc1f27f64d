package io.klpforge.emit.verify;

/**
 * What a symbol of the module stands for, once the module is loaded.
 *
 * @param name for messages: {@code object:name}, or the name alone inside the module
 * @param address of its first byte
 * @param size in bytes; 0 if unknown
 * @param code whether it lies in code
 * @param function whether it is a function; code may hold data without that type
 * @param own whether it lies in the module itself
 * @param sealed whether its entry takes no indirect calls
 */
record Target(
    String name,
    long address,
    long size,
    boolean code,
    boolean function,
    boolean own,
    boolean sealed) {}
