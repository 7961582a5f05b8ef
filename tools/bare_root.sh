#!/usr/bin/env bash
# Makes bare Debian systems for tests, and runs commands in them. Sourced by those that need one; needs root.

mirror() { apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Identifier: Packages' | sed -n 's/^Debian //p' | sort -u | head -n 1; }

# Runs a command in $root. Mounts and processes end with it.
inside() {
  unshare --mount --pid --fork --kill-child bash -euc '
    mount --rbind /dev "$0/dev"
    mount -t proc proc "$0/proc"
    exec chroot "$0" "$@"' "$root" "$@"
}

# What the machine needs to reach its registries.
take_along() {
  local file
  for file in "$(npm config get globalconfig)" "$(npm config get userconfig)"; do
    [ ! -f "$file" ] || install -D -m 600 "$file" "$root$file"
  done
  cp -r /usr/local/share/ca-certificates "$root/usr/local/share/"
  cp /etc/resolv.conf /etc/hosts "$root/etc/"
}

# Makes a bare system of a release in $root.
make_bare_root() { # make_bare_root SUITE
  mmdebstrap --quiet --variant=apt "$1" "$root" "$(mirror)"
  take_along
}
