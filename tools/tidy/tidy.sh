#!/usr/bin/env bash
# clang-tidy over the product's sources, in parallel. A file is looked at again only when it, a header it
# includes or the rules have changed: its stamp holds the hash of all of them.
# Usage: tools/tidy/tidy.sh BUILD_DIR   (a build folder with compile_commands.json)
set -euo pipefail
build=${1:?usage: tidy.sh BUILD_DIR}
stamps=$build/tidy
mkdir -p "$stamps"

tidy_one() {
  local file=$1 stamp hash command
  stamp=$stamps/${file//\//_}.ok
  command=$(jq -r --arg file "$PWD/$file" '.[] | select(.file == $file) | .command' "$build/compile_commands.json" | head -n 1)
  command=${command#*ccache }
  hash=$( { cat .clang-tidy; (cd "$build" && eval "${command%% -o *} -E -P $PWD/$file" 2>/dev/null); } | sha256sum)
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$hash" ] && return 0
  clang-tidy-19 -p "$build" --quiet "$file" 2>/dev/null || { echo "tidy: $file"; return 1; }
  echo "$hash" >"$stamp"
}
export -f tidy_one
export build stamps

git ls-files -- 'src/*.cpp' 'sdk/cpp/*.cpp' | xargs -P "$(nproc)" -I{} bash -c 'tidy_one "$1"' _ {}
