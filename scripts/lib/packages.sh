# Sourced by the scripts: messages, and Debian packages. Root is used for apt-get only.

say() {
  echo "$script: $*" >&2
}

die() {
  say "$*"
  exit 4
}

# as_root COMMAND...
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    say "this needs root: sudo $*"
    sudo "$@"
  else
    die "this needs root, and there is no sudo; please run as root: $*"
  fi
}

require_debian() {
  command -v apt-get >/dev/null || die "apt-get: not found; this script is for Debian 12"
  local arch
  arch=$(dpkg --print-architecture)
  [ "$arch" = amd64 ] || die "this machine is $arch; klpforge builds livepatches on amd64 only"
}

update_lists() {
  say "apt-get update"
  as_root apt-get -q update >&2 || die "apt-get update failed; its messages are above"
}

# need_packages PACKAGE...: installs those that are missing
need_packages() {
  local missing=() package
  for package; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] \
      || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "installing ${missing[*]}"
  update_lists
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install \
    "${missing[@]}" >&2 || die "apt-get install failed; its messages are above"
}

# What klpforge itself, a kernel build and a virtual machine need.
need_tools() {
  command -v javac >/dev/null || need_packages openjdk-17-jdk-headless
  command -v mvn >/dev/null || need_packages maven
  need_packages make gcc gcc-12 binutils patch flex bison bc perl tar xz-utils kmod cpio rsync \
    dwarves libelf-dev libssl-dev openssl libcapstone4 qemu-system-x86 busybox-static
}

# The compilers that the fixtures are compiled with, and a kernel by clang and lld. Those that this Debian does not have are left
# out: the tests that want them say that they are skipped.
need_compilers() {
  local package wanted=() lists=no
  for package in gcc-11 gcc-12 clang-14 clang-16 clang-19 lld-19 llvm-19 \
    gcc-12-aarch64-linux-gnu gcc-12-powerpc64le-linux-gnu gcc-12-s390x-linux-gnu; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] && continue
    if [ "$lists" = no ]; then
      update_lists
      lists=yes
    fi
    if [ -n "$(apt-cache search --names-only "^$package\$")" ]; then
      wanted+=("$package")
    else
      say "$package is not in this Debian's lists; its tests will be skipped"
    fi
  done
  [ ${#wanted[@]} -eq 0 ] || need_packages "${wanted[@]}"
}

# The browser that reports are looked at with.
need_browser() {
  command -v chromium >/dev/null || need_packages chromium
}

# What bisect and the completions and manual pages are tried with.
need_shell_tools() {
  command -v git >/dev/null || need_packages git
  need_packages zsh man-db
}
