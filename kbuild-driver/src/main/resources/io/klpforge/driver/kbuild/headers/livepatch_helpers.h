/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a source patch can say to klpforge.
 *
 * Each macro names a function to be called around the patching or unpatching
 * of the object (vmlinux or a module) that the source file is linked into;
 * see Documentation/livepatch/callbacks.rst. One of each kind per object.
 */
#ifndef _LINUX_LIVEPATCH_HELPERS_H
#define _LINUX_LIVEPATCH_HELPERS_H

struct klp_object;

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

#endif /* _LINUX_LIVEPATCH_HELPERS_H */
