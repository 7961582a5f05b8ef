#!/usr/bin/env python3
"""Reads every #include under src/ and refuses one that points against the layers of ARCHITECTURE.md.

Usage: tools/check_layers.py [SRC]   (exit 0: all includes point one way)

A folder includes itself, what its row names, and no more. A folder with rooms has a row for each of them: `.` is what lies
in the folder itself, a bare word is another room of the same folder. What another folder names, it names with all its rooms.
"""
import re
import sys
from pathlib import Path

FEATURES = "base solana assets transactions limits access webhooks"
LAYERS = {
    "base": "",
    "audit": "base",
    "solana": "base",
    "signing": "base solana",
    "assets": "base solana",
    "assets/indexers": ".",
    "assets/decide": ". indexers",
    "assets/search": ". indexers decide",
    "transactions": "base solana assets",
    "transactions/pack": ".",
    "transactions/ticket": ".",
    "transactions/plan": ". pack",
    "transactions/build": ". pack ticket plan",
    "transactions/submissions": ". ticket",
    "transactions/submit": ". ticket submissions",
    "limits": "base",
    "access": "base limits solana assets",
    "webhooks": "base solana transactions",
    "http": "base",
    "storage": FEATURES,
    "upstreams": "base solana assets webhooks",
    "upstreams/reading": ".",
    "upstreams/rpc": ". reading",
    "upstreams/das": ". reading",
    "upstreams/photon": ". reading",
    "upstreams/prices": ". reading",
    "upstreams/webhook": ".",
    "reclaim": "base solana signing assets",
    "api": "base audit solana assets transactions limits access http endpoints wire",
    "app": f"audit http storage upstreams api reclaim {FEATURES}",
}
# Beast, and JSON and SQL libraries, stay where they belong.
LIBRARY_HOMES = {
    "boost/beast": {"http"},
    "sqlite3.h": {"storage"},
    "curl/": {"upstreams"},
    "toml++": {"app"},
    "CLI/": {"app", "reclaim"},
    "cryptopp/": {"base"},
    "burnandclaim/": {"reclaim", "signing"},
}
INCLUDE = re.compile(r'^#include (["<])([^">]+)[">]')


def room_of(path: str) -> str:
    """The row that a file belongs to: its room where that has one, its folder otherwise."""
    parts = path.split("/")
    room = "/".join(parts[:2])
    return room if len(parts) > 2 and room in LAYERS else parts[0]


def may_include(room: str, target: str) -> bool:
    folder, top = room.split("/")[0], target.split("/")[0]
    if top != folder:
        return top in LAYERS[folder].split()
    if room == target:
        return True
    allowed = LAYERS[room].split()
    return ("." in allowed) if target == folder else (target.split("/")[1] in allowed)


def main() -> int:
    src = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent / "src")
    seen, bad = 0, []
    for path in sorted(src.rglob("*.[ch]pp")):
        relative = path.relative_to(src).as_posix()
        if "/" not in relative:
            continue  # main.cpp may include everything
        room = room_of(relative)
        if room not in LAYERS:
            bad.append(f"{relative}: folder {room} has no layer")
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            found = INCLUDE.match(line)
            if not found:
                continue
            seen += 1
            quote, target = found.groups()
            if quote == '"' and not may_include(room, room_of(target)):
                bad.append(f"{relative}:{number}: {room} may not include {target}")
            for library, homes in LIBRARY_HOMES.items():
                if target.startswith(library) and room.split("/")[0] not in homes:
                    bad.append(f"{relative}:{number}: {target} belongs in {' or '.join(sorted(homes))}")
    if not seen:
        bad.append(f"no includes found under {src}")
    print("\n".join(bad) if bad else f"layers: {seen} includes, all point one way")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
