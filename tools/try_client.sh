#!/usr/bin/env bash
# Installs the C++ client into a folder and builds the example with it from another one, by CMake and by pkg-config.
#
#   tools/try_client.sh BUILD    the build folder of sdk/cpp
set -euo pipefail
build=$(realpath "$1")
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cmake --install "$build" --prefix "$work/prefix" >/dev/null
cp sdk/cpp/examples/main_job.cpp "$work/"
cat >"$work/CMakeLists.txt" <<'CMAKE'
cmake_minimum_required(VERSION 3.25)
project(app LANGUAGES CXX)
find_package(burnandclaim 0.1 REQUIRED)
add_executable(app main_job.cpp)
target_link_libraries(app PRIVATE burnandclaim::sdk)
CMAKE
cmake -S "$work" -B "$work/build" -G Ninja -DCMAKE_CXX_COMPILER=clang++-19 -DCMAKE_PREFIX_PATH="$work/prefix" >/dev/null
cmake --build "$work/build"

PKG_CONFIG_PATH=$(dirname "$(find "$work/prefix" -name burnandclaim.pc)")
export PKG_CONFIG_PATH
# shellcheck disable=SC2046
clang++-19 -std=c++20 $(pkg-config --cflags burnandclaim) "$work/main_job.cpp" $(pkg-config --libs burnandclaim) -o "$work/app"

# Without a wallet the example says how it is used.
for app in "$work/build/app" "$work/app"; do
  ! "$app" 2>"$work/said" && grep -q WALLET "$work/said" || { echo "$app does not run: $(cat "$work/said")"; exit 1; }
done
