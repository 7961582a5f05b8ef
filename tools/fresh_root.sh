#!/usr/bin/env bash
# Builds the last commit in a bare system of each Debian release, runs the unit tests and the demo there, and removes
# the system again.
#
#   tools/fresh_root.sh             every release that is supported
#   tools/fresh_root.sh trixie      this one
#
# Needs root, and 8 GB in $TMPDIR. Packages come from the mirror of the machine's own apt sources. What the machine
# needs to reach its registries is taken along: npm's settings, and certificates of its own.
set -euo pipefail
cd "$(dirname "$0")/.."
burner_root=$PWD
. tools/install.sh

[ $# -gt 0 ] || set -- bookworm trixie

mirror() { apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Identifier: Packages' | sed -n 's/^Debian //p' | sort -u | head -n 1; }

# Runs a command in the root. Mounts and processes end with it.
inside() {
  unshare --mount --pid --fork --kill-child bash -euc '
    mount --rbind /dev "$0/dev"
    mount -t proc proc "$0/proc"
    exec chroot "$0" "$@"' "$root" "$@"
}

take_along() {
  local file
  for file in "$(npm config get globalconfig)" "$(npm config get userconfig)"; do
    [ ! -f "$file" ] || install -D -m 600 "$file" "$root$file"
  done
  cp -r /usr/local/share/ca-certificates "$root/usr/local/share/"
  cp /etc/resolv.conf /etc/hosts "$root/etc/"
}

try() {
  say "a bare $1"
  mmdebstrap --quiet --variant=apt "$1" "$root" "$(mirror)"
  take_along
  git clone --quiet --no-hardlinks . "$root/burner"
  inside /burner/check --only build
  inside /burner/check --only unit
  inside /burner/demo --once
}

install_debian_packages mmdebstrap
for suite in "$@"; do
  root=$(mktemp -d) && chmod 755 "$root"
  trap 'rm -rf --one-file-system "$root"' EXIT
  try "$suite"
  rm -rf --one-file-system "$root"
done
