#!/usr/bin/env bash
# Builds the last commit in a bare system of each Debian release, runs the unit tests and the demo there, tries the package
# made of it in another one, and removes the systems again.
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
. tools/bare_root.sh

[ $# -gt 0 ] || set -- bookworm trixie

try() {
  say "a bare $1"
  make_bare_root "$1"
  git clone --quiet --no-hardlinks . "$root/burner"
  inside /burner/check --only build
  inside /burner/check --only unit
  inside /burner/demo --once
  inside bash -c 'git config --global --add safe.directory /burner && apt-get install -y -qq dpkg-dev binutils >/dev/null'
  inside /burner/tools/package/deb /burner/build/release
  tools/package/try "$root"/burner/build/package/*.deb "$1"
}

install_debian_packages mmdebstrap
for suite in "$@"; do
  root=$(mktemp -d) && chmod 755 "$root"
  trap 'rm -rf --one-file-system "$root"' EXIT
  try "$suite"
  rm -rf --one-file-system "$root"
done
