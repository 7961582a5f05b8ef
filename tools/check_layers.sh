#!/usr/bin/env bash
# Reads every #include under src/ and refuses one that points against the layers of ARCHITECTURE.md.
# Usage: tools/check_layers.sh [SRC]   (exit 0: all includes point one way)
set -euo pipefail
src=${1:-$(dirname "$0")/../src}

# folder: what it may include besides itself
declare -A allowed=(
  [base]=""
  [audit]="base"
  [solana]="base"
  [assets]="base solana"
  [transactions]="base solana assets"
  [limits]="base"
  [access]="base limits solana assets"
  [webhooks]="base solana transactions"
  [http]="base"
  [storage]="base solana assets transactions limits access webhooks"
  [upstreams]="base solana assets webhooks"
  [api]="base audit solana assets transactions limits access http"
  [app]="base audit solana assets transactions limits access webhooks http storage upstreams api"
)
# Beast, and JSON and SQL libraries, stay where they belong.
declare -A library_home=(
  ["boost/beast"]="http"
  ["sqlite3.h"]="storage"
  ["curl/"]="upstreams"
  ["toml++"]="app"
  ["CLI/"]="app"
  ["cryptopp/"]="base"
)

bad=0
seen=0
while IFS=: read -r file line text; do
  relative=${file#"$src"/}
  folder=${relative%%/*}
  [ "$folder" = "$relative" ] && continue  # main.cpp may include everything
  seen=$((seen + 1))
  target=$(sed -E 's/.*#include [<"]([^>"]+)[>"].*/\1/' <<<"$text")
  top=${target%%/*}
  if [[ $text == *'"'* && $top != "$folder" ]]; then
    if [[ -z ${allowed[$folder]+known} ]]; then
      echo "$relative:$line: folder $folder has no layer"; bad=1
    elif [[ " ${allowed[$folder]} " != *" $top "* ]]; then
      echo "$relative:$line: $folder may not include $target"; bad=1
    fi
  fi
  for library in "${!library_home[@]}"; do
    if [[ $target == "$library"* && " ${library_home[$library]} " != *" $folder "* ]]; then
      echo "$relative:$line: $target belongs in ${library_home[$library]}"; bad=1
    fi
  done
done < <(grep -rnE '^#include ' "$src" --include='*.hpp' --include='*.cpp' | sed "s#//*#/#g")

[ "$seen" -gt 0 ] || { echo "no includes found under $src"; exit 1; }
[ "$bad" = 0 ] && echo "layers: $seen includes, all point one way"
exit "$bad"
