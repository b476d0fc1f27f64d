/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a source patch can say to klpforge.
 *
 * Shadow variables need nothing from here: include <linux/livepatch.h>.
 */
#ifndef _LINUX_LIVEPATCH_HELPERS_H
#define _LINUX_LIVEPATCH_HELPERS_H

struct klp_object;

/*
 * Functions to be called around the patching or unpatching of the object
 * (vmlinux or a module) that the source file is linked into; see
 * Documentation/livepatch/callbacks.rst. One of each kind per object.
 */
#define KLPFORGE_CALLBACK(kind, result, func)				\
	static result (*klpforge_##kind##_##func)(struct klp_object *)	\
	__attribute__((__used__,					\
		       __section__(".klpforge.callbacks." #kind))) = func

/* int func(struct klp_object *obj): anything but 0 keeps the patch away. */
#define KLP_PRE_PATCH_CALLBACK(func)					\
	KLPFORGE_CALLBACK(pre_patch, int, func)

/* void func(struct klp_object *obj), for the three others. */
#define KLP_POST_PATCH_CALLBACK(func)					\
	KLPFORGE_CALLBACK(post_patch, void, func)
#define KLP_PRE_UNPATCH_CALLBACK(func)					\
	KLPFORGE_CALLBACK(pre_unpatch, void, func)
#define KLP_POST_UNPATCH_CALLBACK(func)					\
	KLPFORGE_CALLBACK(post_unpatch, void, func)

/*
 * The variables in the section of that name may change or be added; the
 * running kernel keeps its own. KLP_IGNORE_SECTION("__syscalls_metadata")
 */
#define KLP_IGNORE_SECTION(name)					\
	KLPFORGE_IGNORE_SECTION(name, __COUNTER__)
#define KLPFORGE_IGNORE_SECTION(name, number)				\
	KLPFORGE_IGNORE_SECTION_(name, number)
#define KLPFORGE_IGNORE_SECTION_(name, number)				\
	static const char klpforge_ignore_section_##number[]		\
	__attribute__((__used__,					\
		       __section__(".klpforge.ignore.sections"))) = name

/* The function stays as it runs, though the compiler made it otherwise. */
#define KLP_IGNORE_FUNCTION(func)					\
	static void *klpforge_ignore_function_##func			\
	__attribute__((__used__,					\
		       __section__(".klpforge.ignore.functions"))) = func

/*
 * static_call(name)(...) for a key in a module: KLP_STATIC_CALL(name)(...)
 * reads the pointer at each call.
 */
#define KLP_STATIC_CALL(name)						\
	((typeof(STATIC_CALL_TRAMP(name)) *)				\
	 (READ_ONCE(STATIC_CALL_KEY(name).func)))

/*
 * SYSCALL_DEFINEn() with the body in a function of another name.
 *
 * The kernel's macro puts the body into an inline function, which has no
 * ftrace entry; where the compiler does not inline it, it cannot be replaced.
 * Include <linux/syscalls.h> before this header. With these it is a new function, and the entries of the system call, which
 * can be replaced, call it. Their records for tracing are the running
 * kernel's. x86-64 alone, Linux 5.7 on; elsewhere, the kernel's own macro.
 */
#define KLP_SYSCALL_DEFINE1(name, ...) KLPFORGE_SYSCALL(1, _##name, __VA_ARGS__)
#define KLP_SYSCALL_DEFINE2(name, ...) KLPFORGE_SYSCALL(2, _##name, __VA_ARGS__)
#define KLP_SYSCALL_DEFINE3(name, ...) KLPFORGE_SYSCALL(3, _##name, __VA_ARGS__)
#define KLP_SYSCALL_DEFINE4(name, ...) KLPFORGE_SYSCALL(4, _##name, __VA_ARGS__)
#define KLP_SYSCALL_DEFINE5(name, ...) KLPFORGE_SYSCALL(5, _##name, __VA_ARGS__)
#define KLP_SYSCALL_DEFINE6(name, ...) KLPFORGE_SYSCALL(6, _##name, __VA_ARGS__)

#if defined(CONFIG_X86_64) && defined(__X64_SYS_STUBx)
#define KLPFORGE_SYSCALL(x, name, ...)					\
	SYSCALL_METADATA(name, x, __VA_ARGS__)				\
	static noinline long						\
	__klp_do_sys##name(__MAP(x, __SC_DECL, __VA_ARGS__));		\
	static long __se_sys##name(__MAP(x, __SC_LONG, __VA_ARGS__));	\
	__X64_SYS_STUBx(x, name, __VA_ARGS__)				\
	__IA32_SYS_STUBx(x, name, __VA_ARGS__)				\
	static long __se_sys##name(__MAP(x, __SC_LONG, __VA_ARGS__))	\
	{								\
		long result;						\
									\
		__MAP(x, __SC_TEST, __VA_ARGS__);			\
		result = __klp_do_sys##name(				\
			__MAP(x, __SC_CAST, __VA_ARGS__));		\
		return result;						\
	}								\
	static noinline long						\
	__klp_do_sys##name(__MAP(x, __SC_DECL, __VA_ARGS__))
#else
#define KLPFORGE_SYSCALL(x, name, ...) SYSCALL_DEFINEx(x, name, __VA_ARGS__)
#endif

#endif /* _LINUX_LIVEPATCH_HELPERS_H */
