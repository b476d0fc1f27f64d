package io.klpforge.emit.inspect;

import io.klpforge.emit.livepatch.KlpSymbolName;
import java.util.List;
import java.util.Optional;

/**
 * A relocation section for the kernel's livepatch code ({@code SHF_RELA_LIVEPATCH}).
 *
 * @param name section name, {@code .klp.rela.<object>.<section>}
 * @param object at whose loading it is applied; empty if the name has none
 * @param flags {@code sh_flags}
 * @param link {@code sh_link}
 * @param linkName name of that section
 * @param info {@code sh_info}
 * @param target name of that section, the one relocated
 * @param relocations in file order
 */
public record KlpSection(
    String name,
    String object,
    long flags,
    int link,
    String linkName,
    int info,
    String target,
    List<KlpRelocation> relocations) {

  /**
   * One of its relocations.
   *
   * @param offset bytes from the start of the target section
   * @param place the same, from the symbol that holds it, such as {@code show+0x9}
   * @param type number of the machine's psABI
   * @param typeName the psABI's name; {@code type <number>} of one we do not know
   * @param symbol the symbol's name, as it stands there
   * @param meaning what that name says; empty if the kernel could not read it
   * @param addend bytes added, signed
   */
  public record KlpRelocation(
      long offset,
      String place,
      int type,
      String typeName,
      String symbol,
      Optional<KlpSymbolName> meaning,
      long addend) {}

  /** Copies the list. */
  public KlpSection {
    relocations = List.copyOf(relocations);
  }
}
