/* SPDX-License-Identifier: GPL-2.0 */
/* The system call macros of livepatch_helpers.h as patches for kpatch-build name them. */
#ifndef __KPATCH_SYSCALL_H_
#define __KPATCH_SYSCALL_H_

#include <linux/livepatch_helpers.h>

#define KPATCH_SYSCALL_DEFINE1(...)	KLP_SYSCALL_DEFINE1(__VA_ARGS__)
#define KPATCH_SYSCALL_DEFINE2(...)	KLP_SYSCALL_DEFINE2(__VA_ARGS__)
#define KPATCH_SYSCALL_DEFINE3(...)	KLP_SYSCALL_DEFINE3(__VA_ARGS__)
#define KPATCH_SYSCALL_DEFINE4(...)	KLP_SYSCALL_DEFINE4(__VA_ARGS__)
#define KPATCH_SYSCALL_DEFINE5(...)	KLP_SYSCALL_DEFINE5(__VA_ARGS__)
#define KPATCH_SYSCALL_DEFINE6(...)	KLP_SYSCALL_DEFINE6(__VA_ARGS__)

#endif /* __KPATCH_SYSCALL_H_ */
