# Sourced by the scripts, after packages.sh: Debian's newest cloud kernel of a series, unpacked, not
# installed.

cache=${KLPFORGE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/klpforge}

# versions PACKAGE: what the archive has of it, one a line
versions() {
  apt-cache madison "$1" | awk -F'|' '{ gsub(/ /, "", $2); print $2 }' | sort -u
}

# complete_kernels: prints VERSION RELEASE of each kernel that is in the archive with everything a
# livepatch needs, all of one version, oldest first. Meta packages and parts may disagree for some
# hours when a new version spreads over the mirrors.
complete_kernels() {
  local release version
  apt-cache pkgnames "linux-image-$kernel_series." | grep -E '^linux-image-[0-9.]+[-+][a-z0-9]+-cloud-amd64$' \
    | sed 's/^linux-image-//' | while read -r release; do
      for version in $(versions "linux-image-$release"); do
        versions "linux-image-$release-dbg" | grep -qxF "$version" || continue
        versions "linux-headers-$release" | grep -qxF "$version" || continue
        versions "linux-source-$kernel_series" | grep -qxF "$version" || continue
        echo "$version $release"
      done
    done | sort -V
}

# download DIRECTORY PACKAGE...: of kernel_version
download() {
  local directory=$1 unsandboxed=()
  shift
  [ "$(id -u)" != 0 ] || unsandboxed=(-o APT::Sandbox::User=root)
  (cd "$directory" && apt-get -q "${unsandboxed[@]}" download "${@/%/=$kernel_version}") >&2
}

# find_kernel [VERSION]: sets kernel_version and kernel_release, those of the newest complete kernel
# if no version is given; empty if there is none.
find_kernel() {
  read -r kernel_version kernel_release <<<"$(complete_kernels \
    | awk -v wanted="${1-}" 'wanted == "" || $1 == wanted' | tail -n 1)" || true
}

# fetch_kernel SERIES [VERSION]: sets kernel_series, kernel_version, kernel_release and kernel_root.
# What an interrupted run left is thrown away; what a finished run left is used again.
fetch_kernel() {
  kernel_series=$1
  shift
  find_kernel "$@"
  if [ -z "$kernel_release" ]; then
    update_lists
    find_kernel "$@"
  fi
  [ -n "$kernel_release" ] || die "the package archive has no complete $kernel_series cloud kernel${1:+ $1}" \
    "(image, -dbg, headers and linux-source-$kernel_series of one version);" \
    "it has: $(complete_kernels | cut -d' ' -f1 | tr '\n' ' '); is this Debian 12?"
  kernel_root=$cache/debian/$kernel_release-$kernel_version
  fetch_packages "$kernel_root" "linux-image-$kernel_release" "linux-image-$kernel_release-dbg" \
    "linux-headers-$kernel_release" "linux-source-$kernel_series"
  say "kernel $kernel_release ($kernel_version) is in $kernel_root"
}

# series_of VERSION: prints 6.1 for 6.1.192-2
series_of() {
  cut -d. -f1,2 <<<"$1"
}

# fetch_source SERIES VERSION: sets source_tarball, the source alone. An unpacked kernel of that
# version brings it too.
fetch_source() {
  local place
  kernel_series=$1
  shift
  for place in "$cache"/debian/*-"$1"; do
    source_tarball=$place/usr/src/linux-source-$kernel_series.tar.xz
    [ ! -e "$source_tarball" ] || return 0
  done
  place=$cache/debian/source-$1
  kernel_version=$1
  fetch_packages "$place" "linux-source-$kernel_series"
  source_tarball=$place/usr/src/linux-source-$kernel_series.tar.xz
}

# fetch_packages DIRECTORY PACKAGE...: of kernel_version, unpacked there unless that was done before
fetch_packages() {
  local place=$1 partial package
  shift
  mkdir -p "$cache/debian" || die "$cache: cannot be made; set KLPFORGE_CACHE to another directory"
  exec 8>"$cache/debian/.lock"
  flock 8
  if [ ! -d "$place" ]; then
    partial=$cache/debian/.partial
    rm -rf "$partial"
    mkdir -p "$partial/packages" "$partial/root"
    say "fetching $* ($kernel_version); a kernel is 450 MB, 2.2 GB unpacked, its source alone 139 MB"
    download "$partial/packages" "$@" || {
      update_lists
      download "$partial/packages" "$@" || die "apt-get download failed; its messages are above"
    }
    for package in "$partial"/packages/*.deb; do
      say "unpacking $(basename "$package")"
      dpkg -x "$package" "$partial/root" || die "$package cannot be unpacked; is the disk full?"
    done
    mv "$partial/root" "$place"
    rm -rf "$partial"
  fi
  exec 8>&-
}
