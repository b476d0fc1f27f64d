package io.klpforge.emit.verify;

/** When what is wrong with a module shows. */
public enum Consequence {
  /** The kernel refuses the module. */
  INSMOD("fails at insmod"),
  /** The kernel refuses the module that is to be patched, or this one if that one is there. */
  TARGET_LOAD("fails when the target module loads"),
  /** The kernel takes the module, and something goes wrong when it runs. */
  SILENT("loads, and misbehaves");

  private final String text;

  Consequence(String text) {
    this.text = text;
  }

  /** {@return it in words} */
  public String text() {
    return text;
  }
}
