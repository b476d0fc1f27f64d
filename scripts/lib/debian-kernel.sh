# Sourced by the scripts, after packages.sh: Debian's newest cloud kernel of a series, unpacked, not
# installed.

cache=${KLPFORGE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/klpforge}

# versions PACKAGE: what the archive has of it, one a line
versions() {
  apt-cache madison "$1" | awk -F'|' '{ gsub(/ /, "", $2); print $2 }' | sort -u
}

# newest_kernel SERIES: prints RELEASE VERSION of its newest kernel that is in the archive with
# everything a livepatch needs, all of one version. Meta packages and parts may disagree for some hours when a
# new version spreads over the mirrors.
newest_kernel() {
  local series=$1 release version
  apt-cache pkgnames "linux-image-$series." | grep -E '^linux-image-[0-9.]+[-+][a-z0-9]+-cloud-amd64$' \
    | sed 's/^linux-image-//' | while read -r release; do
      for version in $(versions "linux-image-$release"); do
        versions "linux-image-$release-dbg" | grep -qxF "$version" || continue
        versions "linux-headers-$release" | grep -qxF "$version" || continue
        versions "linux-source-$series" | grep -qxF "$version" || continue
        echo "$release $version"
      done
    done | sort -k2,2V | tail -n 1
}

# download DIRECTORY SERIES RELEASE VERSION
download() {
  local unsandboxed=()
  [ "$(id -u)" != 0 ] || unsandboxed=(-o APT::Sandbox::User=root)
  (cd "$1" && apt-get -q "${unsandboxed[@]}" download "linux-image-$3=$4" "linux-image-$3-dbg=$4" \
    "linux-headers-$3=$4" "linux-source-$2=$4") >&2
}

# fetch_kernel SERIES: sets kernel_release and kernel_root. What an interrupted run left is thrown away;
# what a finished run left is used again.
fetch_kernel() {
  local series=$1 version place partial package
  mkdir -p "$cache/debian" || die "$cache: cannot be made; set KLPFORGE_CACHE to another directory"
  read -r kernel_release version <<<"$(newest_kernel "$series")" || true
  if [ -z "$kernel_release" ]; then
    update_lists
    read -r kernel_release version <<<"$(newest_kernel "$series")" || true
  fi
  [ -n "$kernel_release" ] || die "the package archive has no complete $series cloud kernel" \
    "(image, -dbg, headers and linux-source-$series of one version); is this Debian 12?"
  place=$cache/debian/$kernel_release-$version
  kernel_root=$place
  exec 8>"$cache/debian/.lock"
  flock 8
  if [ ! -d "$place" ]; then
    partial=$cache/debian/.partial
    rm -rf "$partial"
    mkdir -p "$partial/packages" "$partial/root"
    say "fetching Debian's kernel $kernel_release ($version): 450 MB, 2.2 GB unpacked"
    download "$partial/packages" "$series" "$kernel_release" "$version" || {
      update_lists
      download "$partial/packages" "$series" "$kernel_release" "$version" \
        || die "apt-get download failed; its messages are above"
    }
    for package in "$partial"/packages/*.deb; do
      say "unpacking $(basename "$package")"
      dpkg -x "$package" "$partial/root" || die "$package cannot be unpacked; is the disk full?"
    done
    mv "$partial/root" "$place"
    rm -rf "$partial"
  fi
  exec 8>&-
  say "kernel $kernel_release ($version) is in $place"
}
