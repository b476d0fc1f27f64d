/* SPDX-License-Identifier: GPL-2.0 */
/* The macros of livepatch_helpers.h as patches for kpatch-build name them. */
#ifndef __KPATCH_MACROS_H_
#define __KPATCH_MACROS_H_

#include <linux/compiler.h>
#include <linux/jiffies.h>
#include <linux/livepatch_helpers.h>

typedef struct klp_object patch_object;

#define KPATCH_PRE_PATCH_CALLBACK(fn)		KLP_PRE_PATCH_CALLBACK(fn)
#define KPATCH_POST_PATCH_CALLBACK(fn)		KLP_POST_PATCH_CALLBACK(fn)
#define KPATCH_PRE_UNPATCH_CALLBACK(fn)		KLP_PRE_UNPATCH_CALLBACK(fn)
#define KPATCH_POST_UNPATCH_CALLBACK(fn)	KLP_POST_UNPATCH_CALLBACK(fn)

#define KPATCH_IGNORE_SECTION(name)		KLP_IGNORE_SECTION(name)
#define KPATCH_IGNORE_FUNCTION(fn)		KLP_IGNORE_FUNCTION(fn)
#define KPATCH_STATIC_CALL(name)		KLP_STATIC_CALL(name)

/*
 * printk() is cold to the compiler, which then moves the code around it; a
 * condition that always holds keeps it where it is.
 */
#define KPATCH_PRINTK(...)						\
({									\
	if (jiffies)							\
		printk(__VA_ARGS__);					\
})
#define KPATCH_PRINTK_DEFERRED(...)					\
({									\
	if (jiffies)							\
		printk_deferred(__VA_ARGS__);				\
})

#endif /* __KPATCH_MACROS_H_ */
