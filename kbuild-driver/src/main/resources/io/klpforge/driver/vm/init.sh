#!/bin/busybox sh
# The guest's first program. Takes the steps below one by one; each one's output, exit status and
# kernel messages go to the port that carries nothing else.

/bin/busybox --install -s /bin
export PATH=/bin HOME=/
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev 2>/dev/null
mount -t tmpfs tmp /tmp 2>/dev/null
stty -F /dev/@PORT@ raw -echo 2>/dev/null
exec 3>/dev/@PORT@

# step NAME COMMAND
step() {
  printf '@@klpforge begin %s\n' "$1" >&3
  echo "<6>@@klpforge $1 begins" >/dev/kmsg
  ( eval "$2" ) </dev/null >&3 2>&1 3>&-
  status=$?
  printf '\n@@klpforge log %s %d\n' "$1" "$status" >&3
  dmesg | awk -v mark="@@klpforge $1 begins" 'seen; index($0, mark) { seen = 1 }' >&3
  printf '@@klpforge end %s\n' "$1" >&3
  return "$status"
}

# wait_until COMMAND: tries every 20 ms until it succeeds, for about five minutes
wait_until() {
  tries=0
  until eval "$1"; do
    tries=$((tries + 1))
    [ "$tries" -lt 10000 ] || return 1
    usleep 20000
  done
}

# add_module NAME FILE: loads a module, unless it is there or built in
add_module() {
  [ -e "/sys/module/$1" ] || insmod "$2"
}

# await_patch NAME: waits until every task runs the patched functions
await_patch() {
  patch=/sys/kernel/livepatch/$1
  wait_until '[ "$(cat $patch/transition)" = 0 ]' && [ "$(cat $patch/enabled)" = 1 ] && return
  echo "the transition does not end; these tasks have not changed over:"
  for task in /proc/[0-9]*; do
    [ "$(cat "$task/patch_state")" = 1 ] || echo "$(basename "$task") $(cat "$task/comm")"
  done
  return 1
}

# disable_patch NAME: turns a livepatch off and waits until no task runs it any more
disable_patch() {
  [ -e "/sys/kernel/livepatch/$1" ] || { echo 'replaced by a livepatch loaded later'; return; }
  echo 0 >"/sys/kernel/livepatch/$1/enabled" || return
  wait_until "[ ! -e /sys/kernel/livepatch/$1 ]" || { echo "the transition does not end"; false; }
}

# remove_module NAME: unloads a module; the kernel may hold it for a moment
remove_module() {
  wait_until "rmmod $1 2>/tmp/rmmod || [ ! -e /sys/module/$1 ]" || { cat /tmp/rmmod; false; }
}

step boot/boot 'cat /proc/version'
@STEPS@
printf '@@klpforge done\n' >&3
sync
reboot -f
