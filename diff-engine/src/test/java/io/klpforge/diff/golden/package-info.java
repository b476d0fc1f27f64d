/** The folders of {@code fixtures/}: two objects, and what the differ should make of them. */
package io.klpforge.diff.golden;
