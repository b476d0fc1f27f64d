package io.klpforge.driver.kbuild;

import java.nio.charset.StandardCharsets;

/** The C header with which authors of modules say what a name means; GPL-2.0. */
public final class ConvertHeader {
  /** What to call the file. */
  public static final String NAME = "klpforge-convert.h";

  private ConvertHeader() {}

  /** {@return the whole header} */
  public static String text() {
    return new String(Resource.bytes("headers/" + NAME), StandardCharsets.UTF_8);
  }
}
