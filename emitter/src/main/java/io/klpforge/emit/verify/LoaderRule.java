package io.klpforge.emit.verify;

import io.klpforge.diff.check.Severity;

/**
 * What can be wrong with a module: its id, when it shows, how the kernel answers, what to do.
 *
 * <p>Source: kernel/module/main.c, version.c, strict_rwx.c; arch/x86/kernel/module.c;
 * kernel/livepatch/core.c and patch.c, Linux 6.1.
 */
public enum LoaderRule {
  ELF_HEADER(
      "bad-elf-header",
      Consequence.INSMOD,
      Errno.ENOEXEC,
      "the loader takes 64-bit relocatable files of its own machine only; build it again"),
  ELF_SECTIONS(
      "bad-elf-sections",
      Consequence.INSMOD,
      Errno.ENOEXEC,
      "the loader checks section headers before it uses them; the file is cut short or damaged"),
  ELF_SECTION_NAMES(
      "bad-elf-section-names",
      Consequence.INSMOD,
      Errno.ENOEXEC,
      "the loader finds sections by name; the file is damaged"),
  ELF_SYMBOLS(
      "bad-elf-symbols",
      Consequence.INSMOD,
      Errno.ENOEXEC,
      "livepatches are relocated by their symbols; do not strip the file"),
  ELF_RELOCATIONS(
      "bad-elf-relocations",
      Consequence.SILENT,
      Errno.NONE,
      "the loader does not check this and reads or writes what is not there; build it again"),
  RELOCATION_LINK(
      "relocation-link",
      Consequence.SILENT,
      Errno.NONE,
      Severity.WARNING,
      "the kernel takes the symbol table it finds; other tools follow sh_link"),
  SYMBOL_SECTION(
      "bad-symbol-section",
      Consequence.INSMOD,
      Errno.ENOEXEC,
      "the symbol table is of another file than the sections; build it again"),
  UNSIGNED_MODULE(
      "unsigned-module",
      Consequence.INSMOD,
      Errno.EKEYREJECTED,
      "this kernel takes signed modules only; sign it with a key the kernel trusts"),
  LOCKED_DOWN(
      "locked-down",
      Consequence.INSMOD,
      Errno.EPERM,
      "this kernel locks itself down when it boots, and takes signed modules only then; sign it with"
          + " a key the kernel trusts"),
  DAMAGED_SIGNATURE(
      "damaged-signature",
      Consequence.INSMOD,
      Errno.EBADMSG,
      "the kernel refuses it even where it takes unsigned modules; sign the module again"),
  MODIFIED_MODULE(
      "modified-module",
      Consequence.INSMOD,
      Errno.EKEYREJECTED,
      "the module is not what was signed, and no kernel that has the key takes it; do not strip or"
          + " change a module once it is signed"),
  SIGNED_ATTRIBUTES(
      "signed-attributes",
      Consequence.INSMOD,
      Errno.EKEYREJECTED,
      "the kernel takes signatures over the module alone; sign it with the kernel's sign-file"),
  UNUSABLE_SIGNATURE(
      "unusable-signature",
      Consequence.INSMOD,
      Errno.EKEYREJECTED,
      "this kernel takes signed modules only, and cannot check this signature; sign the module with"
          + " the kernel's sign-file"),
  UNTRUSTED_SIGNER(
      "untrusted-signer",
      Consequence.INSMOD,
      Errno.EKEYREJECTED,
      "this kernel takes signed modules only, and trusts no keys but those built into it; sign the"
          + " module with one of them"),
  UNKNOWN_SIGNER(
      "unknown-signer",
      Consequence.SILENT,
      Errno.NONE,
      Severity.WARNING,
      "the key is not one built into the kernel; if it was not enrolled there, the kernel taints"
          + " itself, or refuses the module where it takes signed ones only; give --cert to have"
          + " the signature checked"),
  NO_THIS_MODULE(
      "no-this-module",
      Consequence.INSMOD,
      Errno.ENOEXEC,
      "modpost makes the section; link the module with the kernel's Kbuild"),
  THIS_MODULE_SIZE(
      "this-module-size",
      Consequence.SILENT,
      Errno.ENOEXEC,
      "struct module has another layout there; build it with that kernel's configuration"),
  NO_SYMBOL_VERSIONS(
      "no-symbol-versions",
      Consequence.INSMOD,
      Errno.ENOEXEC,
      "the kernel has CONFIG_MODVERSIONS; build the module with its Module.symvers"),
  EXTENDED_VERSIONS(
      "extended-versions",
      Consequence.INSMOD,
      Errno.ENOEXEC,
      "__version_ext_crcs and __version_ext_names belong together, a name for each checksum; build"
          + " the module again"),
  FORCED_MODULE(
      "forced-module",
      Consequence.SILENT,
      Errno.NONE,
      Severity.WARNING,
      "the kernel has CONFIG_MODULE_FORCE_LOAD: it loads the module, taints itself, and does not"
          + " check whether it fits; build it with the kernel's Module.symvers"),
  MODULE_LAYOUT_VERSION(
      "module-layout-version",
      Consequence.INSMOD,
      Errno.ENOEXEC,
      "it was built for a kernel with another struct module; build it for this one"),
  VERMAGIC(
      "vermagic",
      Consequence.INSMOD,
      Errno.ENOEXEC,
      "it was built for another kernel or configuration; build it for this one"),
  LIVEPATCH_DISABLED(
      "livepatch-disabled",
      Consequence.INSMOD,
      Errno.ENOEXEC,
      "the kernel was built without CONFIG_LIVEPATCH; it cannot be live-patched"),
  LIVEPATCH_CONFIG(
      "livepatch-config",
      Consequence.SILENT,
      Errno.NONE,
      "no kernel has CONFIG_LIVEPATCH without it, so this configuration is not the kernel's; give"
          + " the right one with --config"),
  NO_RELIABLE_STACKS(
      "no-reliable-stacks",
      Consequence.SILENT,
      Errno.NONE,
      Severity.WARNING,
      "the kernel cannot tell which functions a task is in; tasks change over only when they"
          + " return to user space or are forced"),
  NOT_A_LIVEPATCH(
      "not-a-livepatch",
      Consequence.INSMOD,
      Errno.EINVAL,
      "klp_enable_patch() refuses it; add MODULE_INFO(livepatch, \"Y\")"),
  WRITABLE_CODE(
      "writable-code",
      Consequence.INSMOD,
      Errno.ENOEXEC,
      "the kernel has CONFIG_STRICT_MODULE_RWX; code and writable data go to different sections"),
  SECTION_ALIGNMENT(
      "section-alignment",
      Consequence.SILENT,
      Errno.NONE,
      "the loader rounds addresses by it without a check; it must be a power of two"),
  PER_CPU_DATA(
      "per-cpu-data",
      Consequence.INSMOD,
      Errno.ENOMEM,
      "the kernel keeps 8 KiB for the per-CPU data of all modules; use alloc_percpu()"),
  PER_CPU_RELOCATION(
      "per-cpu-relocation",
      Consequence.SILENT,
      Errno.NONE,
      "the kernel copies such variables for each CPU as they are in the file, so a pointer in them"
          + " stays 0; set it when the livepatch is loaded"),
  MODULE_NAME(
      "module-name",
      Consequence.INSMOD,
      Errno.EEXIST,
      "each module in a kernel has its own name of at most 55 characters; use --name"),
  KERNEL_NAME(
      "kernel-name",
      Consequence.INSMOD,
      Errno.EINVAL,
      "livepatches mean the kernel proper by that name, and no module may have it; use --name"),
  MODULE_NAME_TAKEN(
      "module-name-taken",
      Consequence.SILENT,
      Errno.NONE,
      Severity.WARNING,
      "only one of the two can be loaded at a time; use --name"),
  COMMON_SYMBOL(
      "common-symbol",
      Consequence.INSMOD,
      Errno.ENOEXEC,
      "the loader has no common data; compile with -fno-common"),
  UNKNOWN_IMPORT(
      "unknown-import",
      Consequence.INSMOD,
      Errno.ENOENT,
      "neither vmlinux nor a module exports it; a livepatch relocation reaches it all the same"),
  GPL_ONLY_IMPORT(
      "gpl-only-import",
      Consequence.INSMOD,
      Errno.ENOENT,
      "declare a GPL-compatible MODULE_LICENSE; klp_enable_patch() needs one as well"),
  NAMESPACE_IMPORT(
      "namespace-import", Consequence.INSMOD, Errno.EINVAL, "add MODULE_IMPORT_NS() for it"),
  SYMBOL_VERSION(
      "symbol-version",
      Consequence.INSMOD,
      Errno.EINVAL,
      "it was built for a kernel where the symbol has another type; build it for this one"),
  WEAK_IMPORT(
      "weak-import",
      Consequence.SILENT,
      Errno.NONE,
      Severity.WARNING,
      "its address stays 0; calling it without a test jumps there"),
  IMPORT_FROM_MODULE(
      "import-from-module",
      Consequence.INSMOD,
      Errno.ENOENT,
      Severity.WARNING,
      "that module must be loaded first and cannot go while the livepatch is in; a livepatch"
          + " relocation needs neither"),
  DUPLICATE_SECTION(
      "duplicate-section",
      Consequence.SILENT,
      Errno.EEXIST,
      "the kernel lists sections by name and refuses a second one; before 6.12 it warns, and reads"
          + " one of two tables; link the module with the kernel's Kbuild"),
  DUPLICATE_EXPORT(
      "duplicate-export",
      Consequence.INSMOD,
      Errno.ENOEXEC,
      "the kernel refuses a second export of a name; rename it or do not export it"),
  RELOCATION_TYPE(
      "relocation-type",
      Consequence.INSMOD,
      Errno.ENOEXEC,
      "the kernel's loader does not know the type; compile as the kernel's modules are"),
  RELOCATION_OUTSIDE(
      "relocation-outside",
      Consequence.SILENT,
      Errno.NONE,
      "the loader does not check and overwrites what lies behind the section; build it again"),
  RELOCATION_OVERFLOW(
      "relocation-overflow",
      Consequence.INSMOD,
      Errno.ENOEXEC,
      "the address does not fit; compile with -mcmodel=kernel"),
  RELOCATION_RANGE(
      "relocation-range",
      Consequence.SILENT,
      Errno.NONE,
      "the distance does not fit into 32 bits and the loader cuts it without a check"),
  NONZERO_SITE(
      "nonzero-site",
      Consequence.INSMOD,
      Errno.ENOEXEC,
      "the loader writes only where zeros are; the file was relocated already or is damaged"),
  DOUBLE_RELOCATION(
      "double-relocation",
      Consequence.INSMOD,
      Errno.ENOEXEC,
      "the loader writes only where zeros are, and the first leaves none; drop one of them"),
  KLP_SECTION_NAME(
      "klp-section-name",
      Consequence.INSMOD,
      Errno.EINVAL,
      "the kernel reads .klp.rela.OBJECT.SECTION, OBJECT of 1 to 55 characters without a dot"),
  KLP_SECTION_FLAGS(
      "klp-section-flags",
      Consequence.SILENT,
      Errno.NONE,
      "such a section is applied as an ordinary one or from freed memory; it must have"
          + " SHF_ALLOC and SHF_RELA_LIVEPATCH"),
  KLP_SECTION_TARGET(
      "klp-section-target",
      Consequence.SILENT,
      Errno.NONE,
      "the kernel passes over it without a word, and the code keeps zeros for addresses"),
  KLP_FREED_SECTION(
      "klp-freed-section",
      Consequence.SILENT,
      Errno.NONE,
      "the kernel writes there whenever that module comes, to whatever lies there by then; what runs"
          + " once cannot use the module's symbols"),
  KLP_SECTION_OBJECT(
      "klp-section-object",
      Consequence.SILENT,
      Errno.NONE,
      "the kernel applies it when that object is patched, and the livepatch does not patch it"),
  KLP_SYMBOL_MARK(
      "klp-symbol-mark",
      Consequence.INSMOD,
      Errno.EINVAL,
      "symbols of livepatch relocations must have the section index SHN_LIVEPATCH (0xff20)"),
  KLP_SYMBOL_NAME(
      "klp-symbol-name",
      Consequence.INSMOD,
      Errno.EINVAL,
      "the kernel reads .klp.sym.OBJECT.NAME,POSITION"),
  KLP_SYMBOL_USE(
      "klp-symbol-use",
      Consequence.SILENT,
      Errno.NONE,
      "ordinary relocations are applied with its value in the file, not its address; it belongs"
          + " into a .klp.rela section"),
  KLP_SYMBOL_MISSING(
      "klp-symbol-missing",
      Consequence.INSMOD,
      Errno.EINVAL,
      "the running kernel has no such symbol; check object and name"),
  KLP_SYMBOL_AMBIGUOUS(
      "klp-symbol-ambiguous",
      Consequence.INSMOD,
      Errno.EINVAL,
      "give the position among the symbols of that name, from 1 on"),
  KLP_SYMBOL_POSITION(
      "klp-symbol-position",
      Consequence.INSMOD,
      Errno.EINVAL,
      "positions count from 1 on, in vmlinux by address, in a module by its symbol table"),
  KLP_SYMBOL_VIEWS(
      "klp-symbol-views",
      Consequence.TARGET_LOAD,
      Errno.EINVAL,
      "while it loads, a module also has the symbols of its init code; no position fits both"),
  KLP_SYMBOL_FREED(
      "klp-symbol-freed",
      Consequence.SILENT,
      Errno.NONE,
      "init code and data are freed; what lies there later is not the symbol"),
  KLP_VMLINUX_SYMBOL(
      "klp-vmlinux-symbol",
      Consequence.TARGET_LOAD,
      Errno.EINVAL,
      "the kernel refuses vmlinux symbols in a module's section; it belongs into"
          + " .klp.rela.vmlinux"),
  KLP_MODULE_SYMBOL(
      "klp-module-symbol",
      Consequence.INSMOD,
      Errno.EINVAL,
      "the section is applied at insmod and needs that module loaded by then, which nothing"
          + " demands; it belongs into the module's section"),
  KLP_OTHER_MODULE(
      "klp-other-module",
      Consequence.TARGET_LOAD,
      Errno.EINVAL,
      Severity.WARNING,
      "the patched module does not depend on that one, which must be loaded first all the same"),
  UNKNOWN_TARGET_MODULE(
      "unknown-target-module",
      Consequence.TARGET_LOAD,
      Errno.EINVAL,
      Severity.WARNING,
      "nothing of it can be checked; give its directory with --modules"),
  KLP_TOO_LATE(
      "klp-too-late",
      Consequence.SILENT,
      Errno.NONE,
      "the kernel reads the table, or rewrites the code, when the livepatch is loaded, which is"
          + " before the relocation is applied"),
  KLP_ARCH_SECTION(
      "klp-arch-section",
      Consequence.SILENT,
      Errno.NONE,
      "its records are never applied, so the code stays as it was compiled; leave --klp-arch out"),
  SPECIAL_SECTION_SIZE(
      "special-section-size",
      Consequence.SILENT,
      Errno.NONE,
      "the kernel divides without a check and reads half a record"),
  SPECIAL_SECTION_ENTRY(
      "special-section-entry",
      Consequence.SILENT,
      Errno.NONE,
      "the kernel would patch or look up what is no code of the module"),
  RUNTIME_CONSTANT(
      "runtime-constant",
      Consequence.SILENT,
      Errno.NONE,
      "the kernel fills such constants in when it boots, in vmlinux only; the code would compute with"
          + " what stands for them; make it read the variable"),
  ALTERNATIVE_LENGTH(
      "alternative-length",
      Consequence.SILENT,
      Errno.NONE,
      "the kernel copies all of the replacement over the site, and does not check lengths"),
  SPECIAL_SECTION_KEY(
      "special-section-key",
      Consequence.SILENT,
      Errno.EINVAL,
      "static branches and calls are turned by their key, and the kernel takes what is there for"
          + " one"),
  BRANCH_SITE(
      "branch-site",
      Consequence.SILENT,
      Errno.NONE,
      "the kernel finds another instruction than it can turn, and stops the machine; link the module"
          + " with the kernel's Kbuild, which runs objtool"),
  FTRACE_SITE(
      "ftrace-site",
      Consequence.SILENT,
      Errno.NONE,
      "ftrace finds another instruction than it expects, warns, and turns itself off for good"),
  UNWIND_TABLES(
      "unwind-tables",
      Consequence.SILENT,
      Errno.NONE,
      "the kernel warns, and sorts and reads both tables all the same: wrong records, or what lies"
          + " behind them; tasks in the new code may then never change over"),
  NO_UNWIND_ENTRY(
      "no-unwind-entry",
      Consequence.SILENT,
      Errno.NONE,
      Severity.WARNING,
      "the kernel cannot unwind through it, and tasks that sleep in it never change over"),
  NO_KLP_ENABLE(
      "no-klp-enable", Consequence.SILENT, Errno.NONE, "a livepatch takes effect by that call"),
  NO_KLP_STRUCTURES(
      "no-klp-structures",
      Consequence.SILENT,
      Errno.NONE,
      Severity.NOTE,
      "what it patches is filled in when it is loaded, and cannot be checked here"),
  KLP_STRUCTURE(
      "klp-structure",
      Consequence.INSMOD,
      Errno.EINVAL,
      "klp_enable_patch() refuses missing members; each function needs old_name and new_func, each"
          + " object funcs"),
  LOAD_TIME_STRUCTURES(
      "load-time-structures",
      Consequence.SILENT,
      Errno.NONE,
      Severity.NOTE,
      "objects and functions were taken from there; whether it replaces other livepatches is not"
          + " in the file"),
  KLP_STATE(
      "klp-state",
      Consequence.INSMOD,
      Errno.EINVAL,
      "a livepatch that replaces others must list each of their states, with no older version;"
          + " see Documentation/livepatch/system-state.rst"),
  KLP_FUNCTION_NAME(
      "klp-function-name",
      Consequence.INSMOD,
      Errno.EINVAL,
      "no symbol of the kernel has a name of KSYM_NAME_LEN characters (128; 512 from 6.1 on)"),
  KLP_OBJECT_NAME(
      "klp-object-name",
      Consequence.INSMOD,
      Errno.EINVAL,
      "modules have names of at most 55 characters; vmlinux is an object without a name"),
  DUPLICATE_KLP_OBJECT(
      "duplicate-klp-object",
      Consequence.INSMOD,
      Errno.EEXIST,
      "each object becomes a directory in /sys/kernel/livepatch; join the two"),
  DUPLICATE_KLP_FUNCTION(
      "duplicate-klp-function",
      Consequence.INSMOD,
      Errno.EEXIST,
      "each function becomes a directory in /sys/kernel/livepatch; positions 0 and 1 are the same"),
  OLD_FUNCTION_MISSING(
      "old-function-missing",
      Consequence.INSMOD,
      Errno.EINVAL,
      "the running kernel has no such symbol; check object and name"),
  OLD_FUNCTION_AMBIGUOUS(
      "old-function-ambiguous",
      Consequence.INSMOD,
      Errno.EINVAL,
      "set old_sympos to its position among the symbols of that name, from 1 on"),
  OLD_FUNCTION_POSITION(
      "old-function-position",
      Consequence.INSMOD,
      Errno.EINVAL,
      "positions count from 1 on, in vmlinux by address, in a module by its symbol table"),
  OLD_FUNCTION_VIEWS(
      "old-function-views",
      Consequence.TARGET_LOAD,
      Errno.EINVAL,
      "while it loads, a module also has the symbols of its init code; no position fits both"),
  OLD_FUNCTION_FREED(
      "old-function-freed",
      Consequence.INSMOD,
      Errno.EINVAL,
      "init code has run and is freed; it cannot be patched"),
  NO_FTRACE_LOCATION(
      "no-ftrace-location",
      Consequence.INSMOD,
      Errno.EINVAL,
      "the kernel turns the function by its ftrace entry, and it has none: it is notrace,"
          + " assembly, or no function"),
  NEW_FUNCTION_PLACE(
      "new-function-place",
      Consequence.SILENT,
      Errno.NONE,
      "callers of the old function would jump into the middle of something"),
  CONFLICTING_LIVEPATCH(
      "conflicting-livepatch",
      Consequence.SILENT,
      Errno.NONE,
      Severity.WARNING,
      "the one that is loaded last wins, what the earlier one fixed is lost; use replace, or one"
          + " livepatch for both"),
  REPLACED_LIVEPATCH(
      "replaced-livepatch",
      Consequence.SILENT,
      Errno.NONE,
      Severity.NOTE,
      "replace is set: all of it goes, also what this livepatch does not bring again"),
  UNDECODABLE_CODE(
      "undecodable-code",
      Consequence.SILENT,
      Errno.NONE,
      Severity.WARNING,
      "the disassembler does not know the instruction, or the file is damaged; the rest of the"
          + " function was not read back"),
  MISREAD_REFERENCE(
      "misread-reference",
      Consequence.SILENT,
      Errno.NONE,
      "the relocation's place, type or addend does not fit its instruction"),
  CALL_TARGET(
      "call-target",
      Consequence.SILENT,
      Errno.NONE,
      "the processor would run what is no function's beginning; symbol or addend are wrong"),
  SEALED_ENTRY(
      "sealed-entry",
      Consequence.SILENT,
      Errno.NONE,
      "nothing in the running kernel took the address of that function, so it lost its ENDBR at"
          + " boot and an indirect call of it faults where the processor enforces IBT; point to a"
          + " function of the patch's own that calls it"),
  DATA_TARGET(
      "data-target",
      Consequence.SILENT,
      Errno.NONE,
      "the instruction would read or write something else; symbol or addend are wrong"),
  DATA_RANGE(
      "data-range",
      Consequence.SILENT,
      Errno.NONE,
      Severity.WARNING,
      "symbol or addend are wrong, or the instruction is one that is never reached"),
  WRONG_TARGET(
      "wrong-target",
      Consequence.SILENT,
      Errno.NONE,
      "the finished module does not do what the plan says: this is a defect of klpforge"),
  NOT_SIMULATED(
      "not-simulated",
      Consequence.SILENT,
      Errno.NONE,
      Severity.NOTE,
      "this part of the loader is known for x86-64 only; the other checks were made"),
  NO_DISASSEMBLER(
      "no-disassembler",
      Consequence.SILENT,
      Errno.NONE,
      Severity.WARNING,
      "install libcapstone4 to have every call and reference of the code checked");

  private final String id;
  private final Consequence consequence;
  private final Errno errno;
  private final Severity severity;
  private final String remedy;

  LoaderRule(String id, Consequence consequence, Errno errno, String remedy) {
    this(id, consequence, errno, Severity.ERROR, remedy);
  }

  LoaderRule(String id, Consequence consequence, Errno errno, Severity severity, String remedy) {
    this.id = id;
    this.consequence = consequence;
    this.errno = errno;
    this.severity = severity;
    this.remedy = remedy;
  }

  /** {@return the stable id: the anchor in the README} */
  public String id() {
    return id;
  }

  /** {@return when it shows, if not said otherwise} */
  public Consequence consequence() {
    return consequence;
  }

  /** {@return what the kernel answers where it refuses the module for this} */
  public Errno errno() {
    return errno;
  }

  /** {@return whether it forbids to deliver a module} */
  public Severity severity() {
    return severity;
  }

  /** {@return why it matters and what to do} */
  String remedy() {
    return remedy;
  }
}
