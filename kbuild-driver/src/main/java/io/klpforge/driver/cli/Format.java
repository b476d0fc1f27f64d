package io.klpforge.driver.cli;

/** How a result is printed. */
enum Format {
  text,
  json
}
