# Walks a kernel's Makefiles as Kbuild does, in one process, and prints what each object is for:
#   vmlinux OBJECT | module NAME OBJECT | library OBJECT
# with paths relative to the top, not yet normalised. Run in the output directory with srctree set,
# KLP_DIRS holding the directories the top Makefile links, and the environment of the top Makefile.

klp-all:
	@:
.PHONY: klp-all

-include include/config/auto.conf
include $(srctree)/scripts/Kbuild.include
-include $(srctree)/scripts/Makefile.compiler

# Questions to the compiler choose flags, never objects; asking them takes minutes.
try-run :=
cc-option :=
cc-option-yn := n
cc-disable-warning :=
as-option :=
as-instr :=
ld-option :=
cc-ldoption :=

klp-expansion = $(strip $(foreach s,$2,$($(1:.o=)$s)))
klp-parts = $(foreach o,$1,$(if $(call klp-expansion,$o,$2 -),$(call klp-expansion,$o,$2),$o))
klp-path = $(if $(filter .,$1),$2,$1/$2)
klp-makefile = $(firstword $(wildcard $(srctree)/$1/Kbuild) $(wildcard $(srctree)/$1/Makefile))

klp-kept := ccflags-y asflags-y ldflags-y
klp-lists := obj-y obj-m obj- lib-y lib-m lib- extra-y extra-m always-y always-m \
	subdir-y subdir-m targets hostprogs userprogs

define klp-begin
$(foreach v,$(filter-out $(klp-kept),$(filter %-y %-m %-objs %-,$(.VARIABLES))),$(eval undefine $v))
$(foreach v,$(klp-lists),$(eval $v :=))
$(eval obj := $1)
$(eval src := $1)
endef

# $1: directory, $2: y if its objects are linked into vmlinux
define klp-print
$(if $2,$(foreach o,$(filter %.o,$(call klp-parts,$(obj-y) $(filter %.o,$(extra-y)),-objs -y)),$(info vmlinux $(call klp-path,$1,$o))))
$(foreach m,$(filter %.o,$(filter-out $(obj-y),$(obj-m))),$(foreach o,$(call klp-parts,$m,-objs -y -m),$(info module $(call klp-path,$1,$(m:.o=)) $(call klp-path,$1,$o))))
$(foreach o,$(filter %.o,$(filter-out $(obj-y),$(lib-y) $(lib-m))),$(info library $(call klp-path,$1,$o)))
endef

define klp-descend
$(foreach d,$1,$(call klp-visit,$(d:/=),$3))$(foreach d,$2,$(call klp-visit,$(d:/=),))
endef

klp-below = $(foreach d,$2,$(if $(filter /%,$d),,$(if $(filter .,$1),$d,$1/$d)))

define klp-visit
$(if $(filter $1:$2,$(klp-seen)),,$(eval klp-seen += $1:$2)$(if $(call klp-makefile,$1),$(call klp-begin,$1)$(eval include $(call klp-makefile,$1))$(call klp-print,$1,$2)$(call klp-descend,$(call klp-below,$1,$(filter %/,$(obj-y))),$(call klp-below,$1,$(filter %/,$(obj-m)) $(addsuffix /,$(subdir-y) $(subdir-m))),$2)))
endef

klp-seen :=
$(call klp-visit,.,y)
$(foreach d,$(filter %/,$(KLP_DIRS:%/built-in.a=%/)),$(call klp-visit,$(d:/=),y))
