/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How a hand-written livepatch module tells klpforge convert which symbol of
 * the kernel a name means. A name that the kernel has only once needs nothing
 * from here: declare it extern and use it.
 */
#ifndef KLPFORGE_CONVERT_H
#define KLPFORGE_CONVERT_H

/*
 * For all uses of a name in the module:
 *
 *	KLP_MODULE_RELOC(vmlinux) meant[] = {
 *		KLP_SYMPOS(state_show, 2),
 *	};
 *
 * The object is vmlinux or a module. The position counts the symbols of that
 * name in the object, from 1 on: in vmlinux by address, in a module by its
 * symbol table; 0: there is only one.
 */
#ifndef KLP_MODULE_RELOC
struct klp_module_reloc {
	void *sym;
	unsigned int sympos;
} __attribute__((__packed__));

#define KLP_MODULE_RELOC(object)					\
	static const struct klp_module_reloc				\
	__attribute__((__used__, __aligned__(1),			\
		       __section__(".klp.module_relocs." #object)))
#define KLP_SYMPOS(symbol, position)					\
	{ .sym = (void *)&symbol, .sympos = position }
#endif

/*
 * For one declaration; other files may mean another symbol of that name:
 *
 *	extern int state_show(struct device *dev)
 *		KLP_RELOC_SYMBOL(vmlinux, vmlinux, state_show, 2);
 *
 * It is filled in when the first object is loaded, and the second has the
 * symbol. Symbols of vmlinux are filled in with vmlinux, whatever is patched.
 * Without a position there is only one.
 */
#ifndef KLP_RELOC_SYMBOL
#define KLP_RELOC_SYMBOL(loading, providing, ...)			\
	KLPFORGE_RELOC(loading, providing, __VA_ARGS__, 0, 0)
#define KLPFORGE_RELOC(loading, providing, symbol, position, ...)	\
	__asm__(KLPFORGE_QUOTE ".klp.sym.rela." #loading "." #providing	\
		"." #symbol "," #position KLPFORGE_QUOTE)
/* The assembler takes a name with a comma in quotes; clang puts them itself. */
#ifdef __clang__
#define KLPFORGE_QUOTE ""
#else
#define KLPFORGE_QUOTE "\""
#endif
#endif

/*
 * static_call(name)(...) for a key in a module: KLP_STATIC_CALL(name)(...)
 * reads the pointer at each call.
 */
#ifndef KLP_STATIC_CALL
#define KLP_STATIC_CALL(name)						\
	((typeof(STATIC_CALL_TRAMP(name)) *)				\
	 (READ_ONCE(STATIC_CALL_KEY(name).func)))
#endif

#endif /* KLPFORGE_CONVERT_H */
