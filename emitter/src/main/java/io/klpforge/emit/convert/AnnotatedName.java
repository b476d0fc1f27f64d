package io.klpforge.emit.convert;

import java.util.Optional;

/**
 * What an author said of a name, and {@code klpforge convert} has not seen to yet.
 *
 * @param name the symbol's
 * @param object that has it
 * @param position among the object's symbols of that name, from 1 on; 0 if it is the only one
 * @param loading the object at whose loading the reference is to be filled in, if that was said
 */
public record AnnotatedName(String name, String object, long position, Optional<String> loading) {

  /** {@return it for people} */
  public String text() {
    return name
        + " of "
        + object
        + ", position "
        + position
        + loading.map(when -> ", when " + when + " is loaded").orElse("");
  }
}
